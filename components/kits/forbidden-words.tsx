import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useId, useState } from 'react'
import { KIT_LIMITS } from '#lib/kits/limits.ts'

interface ForbiddenWordsProps {
  words: readonly string[]
  mayEdit: boolean
  onChange: (words: string[]) => void
}

/** Words that no prompt with the kit may hold: typed one after the other, or pasted as lines. */
export function ForbiddenWords({ words, mayEdit, onChange }: ForbiddenWordsProps) {
  const t = useTranslations('kits.edit.words')
  const id = useId()
  const [text, setText] = useState('')

  const add = (typed: string) => {
    const added = typed
      .split(/[\n,，、;；]/)
      .map((word) => word.trim().slice(0, KIT_LIMITS.forbiddenWordChars))
      .filter((word) => word !== '')
    onChange([...new Set([...words, ...added])].slice(0, KIT_LIMITS.forbiddenWords))
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      add(text)
    } else if (event.key === 'Backspace' && text === '' && words.length > 0) {
      onChange(words.slice(0, -1))
    }
  }

  return (
    <section className="flex flex-col gap-2">
      <h2>
        <label htmlFor={id} className="font-medium">
          {t('title')}
        </label>
      </h2>
      <p id={`${id}-what`} className="text-muted text-xs">
        {t('what')}
      </p>
      <div className="flex flex-wrap items-center gap-1 rounded bg-sunk p-2">
        {words.length > 0 && (
          <ul aria-label={t('list')} className="contents">
            {words.map((word) => (
              <li
                key={word}
                className="inline-flex h-7 max-w-full items-center gap-1 rounded bg-surface pl-2"
              >
                <span dir="auto" className={mayEdit ? 'truncate' : 'truncate pr-2'}>
                  {word}
                </span>
                {mayEdit && (
                  <button
                    type="button"
                    aria-label={t('remove', { word })}
                    onClick={() => onChange(words.filter((each) => each !== word))}
                    className="touch-target grid size-7 place-items-center text-muted hover:text-ink"
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayEdit ? (
          <input
            id={id}
            value={text}
            autoComplete="off"
            placeholder={words.length === 0 ? t('placeholder') : undefined}
            aria-describedby={`${id}-what`}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => text.trim() !== '' && add(text)}
            className="h-7 min-w-32 flex-1 bg-transparent px-1 outline-none max-sm:text-base"
          />
        ) : (
          words.length === 0 && <span className="px-1 text-muted">{t('none')}</span>
        )}
      </div>
    </section>
  )
}
