'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { useTagsLike, useTagsOf } from '#lib/marks/client.ts'
import { TAG_LIMITS } from '#lib/marks/limits.ts'
import { cleanTag } from '#lib/marks/tags.ts'
import { Chip } from './chip.tsx'
import { useMarkActs } from './use-mark-acts.ts'

interface TagDialogProps {
  imageIds: readonly string[]
  onClose: () => void
}

const SUGGESTED = 8

/**
 * Adds tags to pictures and takes tags away, all at once when it is done. All by keyboard: type, Enter adds (the first
 * suggestion by the down arrow), and Enter on the empty field ends.
 */
export function TagDialog({ imageIds, onClose }: TagDialogProps) {
  const t = useTranslations('marks.tags')
  const acts = useMarkActs()
  const [text, setText] = useState('')
  const [added, setAdded] = useState<readonly string[]>([])
  const [removed, setRemoved] = useState<readonly string[]>([])
  const borne = useTagsOf(imageIds)
  const typed = cleanTag(text)
  const like = useTagsLike(useDeferredValue(typed))
  const list = useRef<HTMLDivElement>(null)

  const count = imageIds.length
  const everywhere = new Set(borne.data?.filter((tag) => tag.count >= count).map(({ tag }) => tag))
  const suggestions = (like.data ?? [])
    .filter(({ tag }) => !added.includes(tag) && !everywhere.has(tag))
    .slice(0, SUGGESTED)
  const isNew = typed !== '' && !added.includes(typed) && !suggestions.some(({ tag }) => tag === typed)

  const add = (tag: string) => {
    if (tag !== '' && tag.length <= TAG_LIMITS.maxChars) {
      setAdded((all) => (all.includes(tag) ? all : [...all, tag]))
      setRemoved((all) => all.filter((one) => one !== tag))
    }
    setText('')
  }
  const finish = (close: () => void, last = typed) => {
    const addTags = last === '' || added.includes(last) ? [...added] : [...added, last]
    acts.tag(imageIds, { addTags, removeTags: [...removed] })
    close()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (at === 0 && step === -1) event.currentTarget.querySelector('input')?.focus()
    else all[Math.min(at + step, all.length - 1)]?.focus()
  }

  return (
    <FormDialog
      title={t('title', { count })}
      closeLabel={t('close')}
      onClose={onClose}
      onSubmit={() => (typed === '' ? finish(onClose) : add(typed))}
      actions={(close) => (
        <Button variant="primary" size="lg" className="max-sm:w-full" onClick={() => finish(close)}>
          {t('done')}
        </Button>
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the field and the list */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-col gap-4">
        <label className="flex h-10 items-center rounded bg-sunk px-3 has-focus-visible:outline-2 has-focus-visible:outline-focus">
          <span className="sr-only">{t('field')}</span>
          <input
            value={text}
            maxLength={TAG_LIMITS.maxChars}
            autoComplete="off"
            data-autofocus
            placeholder={t('field')}
            onChange={(event) => setText(event.target.value)}
            className="h-full min-w-0 flex-1 bg-transparent text-base outline-none"
          />
        </label>
        {added.length > 0 && (
          <Chips title={t('added')}>
            {added.map((tag) => (
              <Chip
                key={tag}
                tag={tag}
                label={t('leaveOut', { tag })}
                onRemove={() => setAdded((all) => all.filter((one) => one !== tag))}
              />
            ))}
          </Chips>
        )}
        {borne.data?.some(({ tag }) => !removed.includes(tag) && !added.includes(tag)) && (
          <Chips title={t('borne')}>
            {borne.data.map(
              (one) =>
                !removed.includes(one.tag) &&
                !added.includes(one.tag) && (
                  <Chip
                    key={one.tag}
                    tag={one.tag}
                    note={one.count < count ? t('some', { some: one.count, count }) : null}
                    label={t('remove', { tag: one.tag })}
                    onRemove={() => setRemoved((all) => [...all, one.tag])}
                  />
                ),
            )}
          </Chips>
        )}
        <div ref={list} className="-mx-2 flex max-h-[30dvh] flex-col overflow-y-auto p-0.5">
          {isNew && (
            <TagOption onPick={() => add(typed)}>
              <Plus aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="truncate">{t('new', { tag: typed })}</span>
            </TagOption>
          )}
          {suggestions.map(({ tag, count: pictures }) => (
            <TagOption key={tag} onPick={() => add(tag)}>
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {tag}
              </span>
              <span className="text-faint text-xs tabular-nums">{t('pictures', { count: pictures })}</span>
            </TagOption>
          ))}
        </div>
      </div>
    </FormDialog>
  )
}

function TagOption({ onPick, children }: { onPick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPick}
      className="flex min-h-9 items-center gap-2 rounded px-2 text-left hover:bg-sunk focus-visible:-outline-offset-2 max-sm:min-h-11"
    >
      {children}
    </button>
  )
}

function Chips({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-faint text-xs">{title}</h3>
      <ul className="flex max-h-[22dvh] flex-wrap gap-1 overflow-y-auto p-0.5">{children}</ul>
    </section>
  )
}
