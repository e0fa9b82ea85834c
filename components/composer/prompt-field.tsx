'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { cx } from '#components/ui/cx.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import {
  completeMention,
  MENTIONS_ID,
  type Mention,
  mentionAt,
  mentionChoices,
  mentionOptionId,
} from './mentions.ts'
import { welcomeToPrompt } from './prompt-focus.ts'
import { PROMPT_ID } from './prompt-id.ts'
import type { ReferenceItem } from './reference-list.ts'

const [MentionList] = lazily(() => import('./mention-list.tsx').then((module) => module.MentionList))

interface PromptFieldProps {
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  /** What `@` may name, in order. */
  references: readonly ReferenceItem[]
  invalid: boolean
}

/** Pixels: of the list of mentions (`w-56`), and of one line of the prompt with a little air. */
const LIST_WIDTH = 224
const LINE_HEIGHT = 28

const TEXT = 'col-start-1 row-start-1 whitespace-pre-wrap break-words text-lg'

/** The prompt: grows with its words, counts them, completes `@1` to a reference, ⌘ or Ctrl + Enter generates. */
export function PromptField({ value, onChange, onSubmit, references, invalid }: PromptFieldProps) {
  const t = useTranslations('composer.prompt')
  const format = useFormatter()
  const field = useRef<HTMLTextAreaElement>(null)
  const marker = useRef<HTMLSpanElement>(null)
  const [mention, setMention] = useState<Mention | null>(null)
  const [at, setAt] = useState({ left: 0, top: 0 })
  const [index, setIndex] = useState(0)
  const choices = mention ? mentionChoices(mention, references.length) : []
  const active = choices[Math.min(index, choices.length - 1)]
  const start = mention?.start

  useLayoutEffect(() => {
    if (field.current) welcomeToPrompt(field.current)
  }, [])

  useLayoutEffect(() => {
    if (start === undefined || !marker.current) return
    const { offsetLeft, offsetTop, offsetParent } = marker.current
    const room = (offsetParent?.clientWidth ?? 0) - LIST_WIDTH
    setAt({ left: Math.max(0, Math.min(offsetLeft, room)), top: offsetTop + LINE_HEIGHT })
  }, [start])

  const follow = () => {
    const element = field.current
    if (!element) return
    setMention(mentionAt(element.value, element.selectionStart))
    setIndex(0)
  }

  const choose = (number: number) => {
    if (!mention) return
    const completed = completeMention(value, mention, number)
    // At once: a caret set a frame later would jump back under quick fingers.
    flushSync(() => {
      onChange(completed.text)
      setMention(null)
    })
    field.current?.setSelectionRange(completed.caret, completed.caret)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      // Keys held down ask once.
      if (!event.repeat) onSubmit()
      return
    }
    if (active === undefined) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setIndex((choices.indexOf(active) + step + choices.length) % choices.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(active)
    else if (event.key === 'Escape') setMention(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="relative min-w-0 flex-1">
      <div className="grid max-h-[40dvh] overflow-y-auto compact:max-h-7 compact:overflow-hidden">
        <textarea
          ref={field}
          id={PROMPT_ID}
          value={value}
          rows={1}
          dir="auto"
          aria-label={t('label')}
          aria-describedby="composer-count"
          aria-invalid={invalid}
          aria-autocomplete="list"
          aria-controls={active === undefined ? undefined : MENTIONS_ID}
          aria-activedescendant={active === undefined ? undefined : mentionOptionId(active)}
          placeholder={t('placeholder')}
          spellCheck="true"
          onChange={(event) => {
            onChange(event.target.value)
            follow()
          }}
          onSelect={follow}
          onBlur={() => setMention(null)}
          onKeyDown={onKeyDown}
          className={cx(
            TEXT,
            'min-h-13 resize-none overflow-hidden bg-transparent outline-none compact:min-h-7',
          )}
        />
        {/* Holds the same words, and so gives the field its height; the marker stands where the `@` is. */}
        <div aria-hidden="true" dir="auto" className={cx(TEXT, 'pointer-events-none invisible')}>
          {value.slice(0, start ?? value.length)}
          <span ref={marker} />
          {start === undefined ? '' : value.slice(start)}
          {'\u200b'}
        </div>
      </div>
      {active !== undefined && (
        <MentionList
          label={t('mentions')}
          numbers={choices}
          active={active}
          references={references}
          at={at}
          onChoose={choose}
        />
      )}
      <p
        id="composer-count"
        className={cx(
          'pointer-events-none h-4 text-right text-xs compact:hidden',
          value.length > GENERATION_LIMITS.promptMaxChars ? 'font-medium text-danger' : 'text-faint',
        )}
      >
        {value.length > 0 && (
          <>
            <span aria-hidden="true">
              {value.length > GENERATION_LIMITS.promptMaxChars * 0.8
                ? `${format.number(value.length)} / ${format.number(GENERATION_LIMITS.promptMaxChars)}`
                : format.number(value.length)}
            </span>
            <span className="sr-only">
              {t('count', { count: value.length, max: GENERATION_LIMITS.promptMaxChars })}
            </span>
          </>
        )}
      </p>
    </div>
  )
}
