import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { takeGeneration } from '#lib/generations/client.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import { sendNote } from '#lib/marks/client.ts'
import { NOTE_MAX_CHARS } from '#lib/marks/limits.ts'

/** The picture's note, edited where it stands; kept when the field is left. What the studio refuses stays in the field. */
export function PanelNote({ image }: { image: ImageDto }) {
  const t = useTranslations('marks')
  const errorText = useErrorText()
  const client = useQueryClient()
  const [draft, setDraft] = useState<string | null>(null)
  /** What is typed and not on its way yet. */
  const unsent = useRef<string | null>(null)
  const type = (text: string | null) => {
    unsent.current = text
    setDraft(text)
  }

  const save = async () => {
    const text = unsent.current
    if (text === null) return
    if (text.trim() === image.note) return type(null)
    unsent.current = null
    try {
      takeGeneration(client, await sendNote(image.id, text))
      // What was typed since stays.
      if (unsent.current === null) setDraft(null)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      unsent.current ??= text
      showToast(errorText(error), { tone: 'danger' })
    }
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  // A field that goes with its page (Back, the next picture) is left, too, but hears of no blur.
  useEffect(() => () => void latest.current(), [])
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The viewer's own Esc would close it with what is being typed.
    if (event.key === 'Escape') {
      event.stopPropagation()
      type(null)
      event.currentTarget.blur()
    } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.blur()
  }

  return (
    <textarea
      aria-label={t('note')}
      placeholder={t('notePlaceholder')}
      value={draft ?? image.note}
      maxLength={NOTE_MAX_CHARS}
      rows={1}
      onChange={(event) => type(event.target.value)}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
      className="field-sizing-content max-h-40 w-full resize-none rounded bg-transparent px-2 py-1.5 -mx-2 placeholder:text-faint hover:bg-sunk focus:bg-sunk max-sm:text-base"
    />
  )
}
