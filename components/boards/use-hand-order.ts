import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { draggedPictures } from '#components/picture/picture-drag.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { showMoved, useOrderBoard } from '#lib/boards/client.ts'
import { beforeAfterStep } from '#lib/boards/reorder.ts'

function tileUnder(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-picture]') : null
}

/** The side of a tile that the pointer is nearer to. */
function sideOf(tile: HTMLElement, clientX: number): 'before' | 'after' {
  const { left, width } = tile.getBoundingClientRect()
  return clientX < left + width / 2 ? 'before' : 'after'
}

/**
 * Orders a board's pictures by hand: dragged to between two others, or moved one place by Shift and an arrow, which is
 * said. The mark between the tiles is moved without drawing anything anew.
 *
 * @param ids the board's pictures as far as they are loaded
 */
export function useHandOrder(boardId: string, ids: readonly string[], enabled: boolean) {
  const t = useTranslations('boards.page')
  const errorText = useErrorText()
  const client = useQueryClient()
  const { mutateAsync: order } = useOrderBoard(boardId)
  const mark = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')

  const move = (imageIds: readonly string[], before: string | null) => {
    showMoved(client, { boardId, imageIds, before })
    order({ imageIds, before }).catch((error) => showToast(errorText(error), { tone: 'danger' }))
  }

  /** Moves a picture one place earlier or later. */
  const step = (id: string, by: -1 | 1) => {
    const before = beforeAfterStep(ids, id, by)
    if (before === undefined) {
      setSaid(t(by === -1 ? 'first' : 'last'))
      return
    }
    move([id], before)
    setSaid(t('moved', { place: ids.indexOf(id) + by + 1, count: ids.length }))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined
    if (by === undefined || !event.shiftKey || event.metaKey || event.ctrlKey || event.altKey) return
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-picture]') : null
    const id = tile?.dataset.picture
    if (id === undefined) return
    event.preventDefault()
    step(id, by)
    // Its tile stands elsewhere now; the focus stays on it.
    requestAnimationFrame(() => {
      const moved = document.querySelector<HTMLElement>(`[data-picture="${CSS.escape(id)}"]`)
      moved?.focus()
      moved?.scrollIntoView({ block: 'nearest' })
    })
  }

  const hideMark = () => {
    if (mark.current) mark.current.hidden = true
  }
  const onDragOver = (event: DragEvent<HTMLElement>) => {
    const dragged = draggedPictures()
    if (dragged === null || !dragged.some((id) => ids.includes(id))) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    const tile = tileUnder(event)
    if (!tile || !mark.current) return
    const box = tile.getBoundingClientRect()
    const frame = event.currentTarget.getBoundingClientRect()
    const x = sideOf(tile, event.clientX) === 'before' ? box.left : box.right
    Object.assign(mark.current.style, {
      left: `${Math.max(0, x - frame.left - 3)}px`,
      top: `${box.top - frame.top}px`,
      height: `${box.height}px`,
    })
    mark.current.hidden = false
  }
  const onDrop = (event: DragEvent) => {
    hideMark()
    const dragged = draggedPictures()?.filter((id) => ids.includes(id)) ?? []
    const tile = tileUnder(event)
    const over = tile?.dataset.picture
    if (dragged.length === 0 || !tile || over === undefined) return
    event.preventDefault()
    const from = ids.indexOf(over) + (sideOf(tile, event.clientX) === 'after' ? 1 : 0)
    const before = ids.slice(from).find((id) => !dragged.includes(id)) ?? null
    // In the order they stand in, whatever order they were chosen in.
    move(
      ids.filter((id) => dragged.includes(id)),
      before,
    )
  }
  const onDragLeave = (event: DragEvent<HTMLElement>) => {
    if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
      hideMark()
  }
  const handlers = enabled ? { onKeyDown, onDragOver, onDrop, onDragLeave } : {}
  return { handlers, mark, said, step }
}
