'use client'

import { CornerDownLeft, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { type Entry, usePaletteEntries } from './palette-entries.ts'
import { ranked } from './rank.ts'
import { useSettingEntries } from './setting-entries.ts'

/** Entries drawn at once: more are found by typing on. */
const SHOWN = 60

/** Everything the studio can do and everywhere one can go, found by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('commands')
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed)
  const [at, setAt] = useState(0)
  const handle = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const { entries: places, searchFor } = usePaletteEntries()
  const settings = useSettingEntries()
  const entries = useMemo(() => [...places, ...settings], [places, settings])
  const shown = useMemo(() => {
    const found = ranked(entries, words).slice(0, SHOWN)
    return words.trim() === '' ? found : [...found, searchFor(words.trim())]
  }, [entries, words, searchFor])
  const active = Math.min(at, shown.length - 1)

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  /** What Enter is about: the words as they are typed, also where their list is not drawn yet. */
  const meant = (): Entry | undefined => {
    if (typed === words) return shown[active]
    const [first] = ranked(entries, typed)
    return first ?? (typed.trim() === '' ? undefined : searchFor(typed.trim()))
  }

  const take = (entry: Entry | undefined) => {
    if (!entry) return
    // The dialog gives the focus back first: what is done may depend on it.
    handle.current?.close()
    entry.run()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setAt((active + step + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter') take(meant())
    else if (event.key === 'k' && (event.metaKey || event.ctrlKey)) handle.current?.close()
    else return
    event.preventDefault()
  }

  return (
    <Dialog
      label={t('palette')}
      onClose={onClose}
      handle={handle}
      className="sm:mt-[12dvh] sm:w-[min(600px,calc(100vw-32px))]"
    >
      <label className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4 text-faint" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
          aria-label={t('find')}
          placeholder={t('find')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
      </label>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t('palette')}
        className="h-[min(420px,56dvh)] overflow-y-auto p-1.5"
      >
        {shown.map((entry, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one
          <div
            key={entry.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            onClick={() => take(entry)}
            onPointerMove={() => setAt(place)}
            className={cx(
              'flex h-9 cursor-default items-center gap-3 rounded px-2.5 max-sm:h-11',
              place === active && 'bg-sunk',
            )}
          >
            <entry.icon aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            {entry.hint && <span className="max-w-[40%] truncate text-faint text-xs">{entry.hint}</span>}
            {entry.keys && <Kbd keys={entry.keys} />}
            {place === active && !entry.keys && (
              <CornerDownLeft aria-hidden className="size-3.5 text-faint max-sm:hidden" />
            )}
          </div>
        ))}
      </div>
    </Dialog>
  )
}
