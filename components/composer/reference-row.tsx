'use client'

import { ImagePlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { lazily } from '#components/ui/lazily.tsx'
import { useComposerParts } from './composer-store.tsx'
import { FilePicker } from './file-picker.tsx'
import { itemName, numberedItems, type ReferenceItem } from './reference-list.ts'
import { ReferenceUrl } from './reference-url.tsx'

const [ReferenceTile] = lazily(() => import('./reference-tile.tsx').then((module) => module.ReferenceTile))

/** The references in the order the model sees them, and the ways to add more. */
export function ReferenceRow() {
  const t = useTranslations('references')
  const { state, dispatch, addReferences, retryReference, removeReference } = useComposerParts()
  const items = state.references
  const numbered = numberedItems(items)
  const list = useRef<HTMLOListElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const adder = useRef<HTMLButtonElement>(null)
  const latest = useRef(items)
  useEffect(() => {
    latest.current = items
  }, [items])

  const move = (item: ReferenceItem, by: number) => {
    const from = items.indexOf(item)
    const to = from + by
    if (to < 0 || to >= items.length) return
    dispatch({ type: 'move', from, to })
    setSaid(t('moved', { name: itemName(item), place: to + 1, count: items.length }))
    // The tile keeps the focus where it went.
    const key = item.key
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-key="${key}"] button`)?.focus(),
    )
  }

  const remove = (item: ReferenceItem) => {
    const at = items.indexOf(item)
    removeReference(item.key)
    setSaid(t('removed', { name: itemName(item) }))
    // The focus goes to the tile that took its place, else to the button that adds.
    requestAnimationFrame(() => {
      const tiles = list.current?.querySelectorAll<HTMLElement>('[data-key] [popovertarget]')
      const next = tiles?.[Math.min(at, tiles.length - 1)] ?? adder.current
      next?.focus()
    })
  }

  // Dragging is for the mouse, and loaded when the mouse comes near.
  const [near, setNear] = useState(false)
  const many = items.length > 1
  useEffect(() => {
    const element = list.current
    if (!near || !many || !element) return
    let stop: (() => void) | undefined
    let gone = false
    void import('./reference-drag.ts').then(({ makeSortable }) => {
      if (gone) return
      stop = makeSortable(element, (key, to) => {
        const from = latest.current.findIndex((item) => item.key === key)
        if (from >= 0) dispatch({ type: 'move', from, to })
      })
    })
    return () => {
      gone = true
      stop?.()
    }
  }, [near, many, dispatch])

  return (
    <div className="flex flex-wrap items-start gap-2" onPointerEnter={() => setNear(true)}>
      {items.length > 0 && (
        <ol ref={list} aria-label={t('list')} className="contents">
          {items.map((item) => (
            <li
              key={item.key}
              data-key={item.key}
              className="data-[edge=after]:translate-x-1 data-[edge=before]:-translate-x-1 data-[dragging=true]:opacity-40"
            >
              <ReferenceTile
                fallback={<span className="block h-18 w-14" />}
                item={item}
                number={numbered.indexOf(item) + 1 || null}
                count={items.length}
                onMove={(by) => move(item, by)}
                onRole={(role) => dispatch({ type: 'role', key: item.key, role })}
                onRemove={() => remove(item)}
                onRetry={() => item.state === 'failed' && retryReference(item)}
              />
            </li>
          ))}
        </ol>
      )}
      <div className="flex gap-1">
        <button
          ref={adder}
          type="button"
          aria-label={t('choose')}
          data-tip={t('chooseTip')}
          onClick={() => picker.current?.click()}
          className="grid size-14 place-items-center rounded-picture bg-sunk text-muted hover:bg-hover hover:text-ink"
        >
          <ImagePlus aria-hidden className="size-5" />
        </button>
        <FilePicker ref={picker} label={t('choose')} onChoose={addReferences} />
        <ReferenceUrl onAdd={(input) => addReferences([{ from: 'url', input }])} />
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </div>
  )
}
