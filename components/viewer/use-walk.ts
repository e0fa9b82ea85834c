import { useEffect, useRef, useState } from 'react'
import type { ViewerList } from './viewer-list.ts'

/** Pictures to each side of the one on show that are fetched ahead. */
const AHEAD = 24

interface Options {
  id: string
  list: ViewerList
  onTurn: (id: string) => void
  onClose: () => void
}

/** Where the picture on show stands in its list, and the steps to its neighbours, also to those that are still fetched. */
export function useWalk({ id, list, onTurn, onClose }: Options) {
  const place = list.indexOf(id)
  const [toward, setToward] = useState<number | null>(null)

  useEffect(() => {
    if (place !== -1) list.want('viewer', Math.max(0, place - AHEAD), place + AHEAD + 1)
  }, [list, place])

  // A picture that left the list (into the trash) makes room for its neighbour; without one there is nothing to show.
  const last = useRef<{ id: string; place: number } | undefined>(undefined)
  const neighbour = list.itemAt(Math.min(last.current?.place ?? 0, list.count - 1))
  // Where nothing is known of its place, it may stand there still, or its neighbour: that is on its way.
  const known = neighbour !== undefined || list.count === 0
  const left = place === -1 && known && (list.hasLost(id) || last.current?.id === id)
  useEffect(() => {
    if (place !== -1) last.current = { id, place }
    if (!left) return
    if (neighbour) onTurn(neighbour.id)
    else onClose()
  }, [id, place, left, neighbour, onTurn, onClose])

  // Whoever went elsewhere meanwhile waits for it no more; nor does anybody for what turned out not to be there.
  const end = list.total ?? Number.POSITIVE_INFINITY
  const [from, setFrom] = useState(id)
  if (from !== id) {
    setFrom(id)
    setToward(null)
  } else if (toward !== null && toward >= end) setToward(null)

  const awaited = toward === null ? undefined : list.itemAt(toward)
  useEffect(() => {
    if (!awaited) return
    setToward(null)
    onTurn(awaited.id)
  }, [awaited, onTurn])

  /** The place that is shown, or that every step so far leads to. */
  const at = toward ?? place
  const reaches = (by: -1 | 1) => place !== -1 && at + by >= 0 && at + by < end
  /** Goes to a neighbour; to one that is not fetched, or not even known, yet as soon as it is. */
  const turn = (by: -1 | 1) => {
    if (!reaches(by)) return
    const neighbour = list.itemAt(at + by)
    if (neighbour && neighbour.id !== id) onTurn(neighbour.id)
    else setToward(at + by === place ? null : at + by)
  }
  return { place, item: list.itemAt(place), hasPrevious: reaches(-1), hasNext: reaches(1), turn }
}
