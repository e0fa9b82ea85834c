import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { noteScroll } from './flight.ts'
import { type JustifiedRows, rowOf } from './justified-rows.ts'
import type { LibraryList } from './library-list.ts'
import { type Month, monthAt, monthsOf } from './months.ts'
import type { RowsPlan } from './rows-plan.ts'

/** Pixels between two marks, so that they can be read. */
const MARK_PX = 22
/** A press this far from the middle of a mark is one on it, and means its month; so does a drag that comes as close as it can. */
const ON_MARK_PX = { press: 9, drag: 1 } as const
/** The thumb leaves a touch screen so long after the last movement; milliseconds. */
const STAYS_MS = 1_500

interface ScrubberProps {
  plan: RowsPlan
  /** The plan's own, which changes with it. */
  layout: JustifiedRows
  list: LibraryList
}

/** A month that was gone to, and where the page was to be scrolled for it. */
interface Aim {
  index: number
  top: number
}

/**
 * The month at the window's upper edge: the one that was gone to as long as the page stays there, since a row may begin
 * with the end of the month before it; else that of the row's last picture.
 */
function monthNow(months: readonly Month[], plan: RowsPlan, aim: Aim | undefined): number {
  if (aim && Math.abs(plan.top - Math.min(aim.top, wayOf(plan))) < 2) return aim.index
  const { layout } = plan
  const place = plan.place?.place ?? 0
  return monthAt(months, Math.max(place, (layout.starts[rowOf(layout, place) + 1] ?? 1) - 1))
}

/** The way from the list's upper edge to its end that the page can be scrolled; pixels. */
const wayOf = (plan: RowsPlan) => Math.max(1, plan.height - window.innerHeight)

/**
 * Time beside the scrollbar: marks of years and months where their pictures begin, and a thumb that goes through them,
 * saying the month it is at. A slider to keys and assistive technology, month by month.
 */
export const Scrubber = memo(TimeSlider, isSameTime)

/** Pictures that are loaded change the list, but neither when they were made nor where they stand. */
function isSameTime(before: ScrubberProps, now: ScrubberProps): boolean {
  return before.plan === now.plan && before.layout === now.layout && before.list.ratios === now.list.ratios
}

function TimeSlider({ plan, layout, list }: ScrubberProps) {
  const t = useTranslations('gallery')
  const names = useMonthNames()
  const months = useMemo(() => monthsOf(list), [list])
  const marks = useMarks(months, plan, layout)
  const track = useRef<HTMLDivElement>(null)
  const thumb = useRef<HTMLDivElement>(null)
  const said = useRef<HTMLSpanElement>(null)
  const aimed = useRef<Aim | undefined>(undefined)
  /** How far below the thumb's middle it was taken: it must not jump to the finger. Pixels. */
  const grip = useRef(0)
  const [dragged, setDragged] = useState(false)
  const [moving, setMoving] = useState(false)

  // The thumb follows the page without drawing anything anew.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let frame = 0
    let shown = -1
    let height = 0
    const slider = track.current
    const show = () => {
      if (!slider || !thumb.current) return
      const part = Math.min(1, Math.max(0, plan.top / wayOf(plan)))
      thumb.current.style.transform = `translateY(${part * height}px)`
      const at = monthNow(months, plan, aimed.current)
      const month = months[at]
      if (at === shown || !month) return
      shown = at
      slider.ariaValueNow = String(at)
      slider.ariaValueText = names.long(month)
      if (said.current) said.current.textContent = names.long(month)
    }
    const follow = () => {
      // After everybody has heard of the movement, and once a frame.
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(show)
      setMoving(true)
      clearTimeout(timer)
      timer = setTimeout(() => setMoving(false), STAYS_MS)
    }
    // Not in every frame: asking for it lays the page out.
    const resized = new ResizeObserver(() => {
      height = slider?.clientHeight ?? 0
      show()
    })
    if (slider) resized.observe(slider)
    window.addEventListener('scroll', follow, { passive: true })
    return () => {
      resized.disconnect()
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      window.removeEventListener('scroll', follow)
    }
  }, [plan, months, names])

  const goTo = (top: number) => {
    const rows = document.querySelector('[data-rows]')
    if (!rows) return
    window.scrollBy({ top: rows.getBoundingClientRect().top + top, behavior: 'instant' })
    // The browser tells of it in the next frame; the next press may come before.
    noteScroll(window.scrollY)
    plan.see(-rows.getBoundingClientRect().top)
  }
  const goToMonth = (index: number) => {
    const at = Math.min(months.length - 1, Math.max(0, index))
    const month = months[at]
    if (!month) return
    const top = layout.tops[rowOf(layout, month.place)] ?? 0
    aimed.current = { index: at, top }
    goTo(top)
  }

  const follow = (event: PointerEvent<HTMLElement>, how: 'press' | 'drag') => {
    const box = event.currentTarget.getBoundingClientRect()
    const part = Math.min(1, Math.max(0, (event.clientY - grip.current - box.top) / box.height))
    const distance = (mark: Mark) => Math.abs(mark.part - part) * box.height
    // A pixel of the track stands for many rows: by itself it would lead to the end of the month before as often.
    const [mark] = marks
      .filter((each) => distance(each) <= ON_MARK_PX[how])
      .toSorted((one, other) => distance(one) - distance(other))
    if (mark) goToMonth(months.indexOf(mark.month))
    else goTo(part * wayOf(plan))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const at = monthNow(months, plan, aimed.current)
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: at + 12,
      PageUp: at - 12,
      Home: 0,
      End: months.length - 1,
    }[event.key]
    if (to === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    goToMonth(to)
  }

  const drawnMarks = useMemo(
    () =>
      marks.map(({ month, part, isYear }) => (
        <span
          key={month.place}
          aria-hidden
          className={cx('scrubber-mark', isYear ? 'font-medium text-ink' : 'text-muted')}
          style={{ top: `${part * 100}%` }}
        >
          {isYear ? month.year : names.short(month)}
        </span>
      )),
    [marks, names],
  )

  if (months.length < 2) return null
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label={t('scrubber')}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={months.length - 1}
      aria-valuenow={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.focus({ preventScroll: true })
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(true)
        const held = event.target instanceof Element && thumb.current?.contains(event.target)
        grip.current = held
          ? event.clientY - (thumb.current?.getBoundingClientRect().top ?? event.clientY)
          : 0
        if (!held) follow(event, 'press')
      }}
      onPointerMove={(event) => dragged && follow(event, 'drag')}
      onPointerUp={() => setDragged(false)}
      onPointerCancel={() => setDragged(false)}
      data-shown={dragged || moving || undefined}
      data-dragged={dragged || undefined}
      className={cx('scrubber group/scrubber', dragged && 'cursor-grabbing')}
    >
      {drawnMarks}
      <div ref={thumb} aria-hidden className="scrubber-thumb">
        <span ref={said} className="scrubber-said" />
      </div>
    </div>
  )
}

function useMonthNames() {
  const format = useFormatter()
  return useMemo(() => {
    // Months are told as the browser's own calendar has them: no time zone moves the middle of one into another.
    const middle = ({ year, month }: Month) => new Date(Date.UTC(year, month, 15))
    return {
      long: (month: Month) =>
        format.dateTime(middle(month), { year: 'numeric', month: 'long', timeZone: 'UTC' }),
      short: (month: Month) => format.dateTime(middle(month), { month: 'short', timeZone: 'UTC' }),
    }
  }, [format])
}

interface Mark {
  month: Month
  /** From 0 at the track's upper end to 1. */
  part: number
  /** The first mark of its year says the year. */
  isYear: boolean
}

/** Years where there is room for them, then months in what room is left. */
function useMarks(months: readonly Month[], plan: RowsPlan, layout: JustifiedRows): Mark[] {
  return useMemo(() => {
    const way = wayOf(plan)
    const room = MARK_PX / Math.max(200, window.innerHeight - 160)
    const all = months.map(
      (month, index): Mark => ({
        month,
        part: Math.min(1, (layout.tops[rowOf(layout, month.place)] ?? 0) / way),
        isYear: index === 0 || months[index - 1]?.year !== month.year,
      }),
    )
    const kept: Mark[] = []
    for (const mark of [...all.filter((each) => each.isYear), ...all.filter((each) => !each.isYear)]) {
      if (kept.every((other) => Math.abs(other.part - mark.part) >= room)) kept.push(mark)
    }
    return kept
  }, [months, layout, plan])
}
