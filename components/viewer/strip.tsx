import { useTranslations } from 'next-intl'
import { useLayoutEffect, useRef } from 'react'
import { Thumb } from '#components/picture/thumb.tsx'
import { cx } from '#components/ui/cx.ts'
import type { ViewerList } from './viewer-list.ts'

/** Siblings drawn to each side of the picture on show. */
const REACH = 16

/** The pictures around this one, in the list's order. */
export function Strip({
  list,
  place,
  onTurn,
}: {
  list: ViewerList
  place: number
  onTurn: (id: string) => void
}) {
  const t = useTranslations('viewer')
  const current = useRef<HTMLButtonElement>(null)
  const id = list.itemAt(place)?.id

  useLayoutEffect(() => {
    const button = current.current
    const strip = button?.closest('nav')
    if (!id || !button || !strip) return
    strip.scrollLeft = button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2
  }, [id])

  const first = Math.max(0, place - REACH)
  const end = Math.min(list.count, place + REACH + 1)
  const places = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
  return (
    <nav
      aria-label={t('siblings')}
      className="relative flex gap-1 overflow-x-auto px-3 py-2 [scrollbar-width:none]"
    >
      {places.map((at) => {
        const item = list.itemAt(at)
        if (!item)
          return (
            <span
              key={at}
              aria-hidden
              className="h-12 w-12 shrink-0 rounded-picture bg-sunk first:ml-auto last:mr-auto"
            />
          )
        return (
          <button
            key={item.id}
            ref={item.id === id ? current : undefined}
            type="button"
            tabIndex={item.id === id ? 0 : -1}
            aria-current={item.id === id ? 'true' : undefined}
            aria-label={t('sibling', { place: at + 1, prompt: item.prompt.slice(0, 80) })}
            onClick={() => onTurn(item.id)}
            className={cx(
              'h-12 shrink-0 overflow-hidden rounded-picture first:ml-auto last:mr-auto',
              item.id === id ? 'outline-2 outline-accent' : 'opacity-60 hover:opacity-100',
            )}
            style={{ width: Math.max(28, Math.min(96, Math.round((48 * item.width) / item.height))) }}
          >
            <Thumb
              id={item.id}
              width={item.width}
              height={item.height}
              thumbHash={item.thumbHash}
              alt=""
              sizes="96px"
            />
          </button>
        )
      })}
    </nav>
  )
}
