import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { GalleryTile, placed, type TileBox } from './gallery-tile.tsx'
import type { PictureList } from './picture-list.ts'
import { rowHeightFor, useRowScale } from './row-height.ts'
import type { RowsPlan } from './rows-plan.ts'
import { selection, subscribeSelection } from './selection-store.ts'
import { useRowsPlan } from './use-rows-plan.ts'

/** Rows this far outside the window are drawn too; pixels, and pictures at most. */
const AHEAD = 720
const MOST_AHEAD = 120

const someChosen = () => selection().size > 0

interface PictureRowsProps {
  list: PictureList
  /** Names the list. */
  label: string
  /** Pictures in all where the list does not know all of them yet: the page is as high as for them. */
  expected?: number
  /** What stands beside the rows and follows them. */
  beside?: (plan: RowsPlan) => ReactNode
}

/**
 * Pictures edge to edge, in the order given. Only the rows near the window are in the page; the list keeps the
 * height of all. Pictures that are not loaded are quiet surfaces in their shape.
 */
export function PictureRows({ list, label, expected, beside }: PictureRowsProps) {
  const element = useRef<HTMLUListElement>(null)
  const scale = useRowScale()
  const target = useCallback(
    (width: number, { ratios }: PictureList) => rowHeightFor(scale, width, ratios),
    [scale],
  )
  const whole = expected === undefined
  const { plan, width, screen } = useRowsPlan(element, { list, whole, target })
  const nameOf = useTileNames()
  const { me } = useStudioFacts()

  const choosing = useSyncExternalStore(subscribeSelection, someChosen, () => false)

  const { layout } = plan
  const drawn = width > 0 && !plan.waits && list.count > 0
  const [first, end] = drawn ? rowsToDraw(plan, screen) : [0, 0]
  const start = layout.starts[first] ?? 0
  const until = layout.starts[end] ?? 0
  useEffect(() => {
    if (until > start) list.want('rows', start, until)
  }, [list, start, until])

  const tiles: ReactNode[] = []
  for (let row = first; row < end; row++) {
    for (let place = layout.starts[row] ?? 0; place < (layout.starts[row + 1] ?? 0); place++) {
      const box: TileBox = {
        left: layout.lefts[place] ?? 0,
        top: layout.tops[row] ?? 0,
        width: layout.widths[place] ?? 0,
        height: layout.heights[row] ?? 0,
      }
      const item = list.itemAt(place)
      tiles.push(
        item ? (
          <GalleryTile
            key={item.id}
            item={item}
            name={nameOf(item)}
            own={item.person.id === me.id}
            place={place}
            count={list.total ?? -1}
            choosing={choosing}
            {...box}
          />
        ) : (
          <li
            key={list.idAt(place) ?? place}
            aria-hidden
            className="absolute top-0 left-0 bg-sunk"
            style={placed(box)}
          />
        ),
      )
    }
  }
  // Before the shape of all is known, the rest is as high as what is known is on average.
  const more = expected === undefined || list.count === 0 ? 1 : Math.max(1, expected / list.count)
  return (
    <>
      <ul
        ref={element}
        aria-label={label}
        data-rows
        className="relative overflow-hidden [overflow-anchor:none]"
        style={{ height: width === 0 ? 0 : plan.height * more }}
      >
        {tiles}
      </ul>
      {drawn && beside?.(plan)}
    </>
  )
}

/** The rows near the window, as first and one past the last; fewer ahead where they are small. */
function rowsToDraw(plan: RowsPlan, screen: number): [first: number, end: number] {
  const [first, end] = plan.rows(screen, AHEAD)
  const [firstSeen, endSeen] = plan.rows(screen, 0)
  const { starts } = plan.layout
  let from = firstSeen
  while (from > first && (starts[firstSeen] ?? 0) - (starts[from - 1] ?? 0) <= MOST_AHEAD / 2) from -= 1
  let until = endSeen
  while (until < end && (starts[until + 1] ?? 0) - (starts[endSeen] ?? 0) <= MOST_AHEAD / 2) until += 1
  return [from, until]
}

/** Stand for what differs from tile to tile: no text of a person's holds them. */
const [PROMPT, NAME] = ['\u{f0000}', '\u{f0001}']

/** Names of tiles to assistive technology. The sentences are made once: for hundreds of tiles that takes long. */
function useTileNames(): (item: GalleryItemDto) => string {
  const t = useTranslations('gallery')
  const { me } = useStudioFacts()
  return useMemo(() => {
    const by = t('tileBy', { prompt: PROMPT, name: NAME })
    const own = t('tilePrivate', { prompt: PROMPT })
    const filled = (sentence: string, { prompt, person }: GalleryItemDto) =>
      sentence.replace(/[\u{f0000}\u{f0001}]/gu, (mark) => (mark === PROMPT ? prompt : person.name))
    return (item) => {
      if (item.person.id !== me.id) return filled(by, item)
      return item.private ? filled(own, item) : item.prompt
    }
  }, [t, me.id])
}
