import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffectEvent, useId, useLayoutEffect, useState } from 'react'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { walkIn } from '#components/gallery/walk-tiles.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import type { LibraryQuery } from '#lib/library/query.ts'
import { useSuggestions } from '#lib/searches/finding.ts'
import { applySuggestion, type Suggestion, suggestionKey, suggestionOptions } from './suggestion-options.ts'
import { useTypedText } from './use-typed-text.ts'

const [SuggestionList, preloadSuggestions] = lazily(() =>
  import('./suggestion-list.tsx').then((module) => module.SuggestionList),
)

interface SearchFieldProps {
  query: LibraryQuery
  field: RefObject<HTMLInputElement | null>
}

/** Searches as one types, and suggests what the words may mean. */
export function SearchField({ query, field }: SearchFieldProps) {
  const t = useTranslations('search')
  const { me } = useStudioFacts()
  const listId = useId()
  const keys = useCommandKeys('search')
  const typed = useTypedText(query)
  const { text } = typed
  const [open, setOpen] = useState(false)
  /** By what it is: the list may be another before Enter is pressed. */
  const [chosen, setChosen] = useState<string | null>(null)
  const suggestions = useSuggestions(open ? query.text.trim() : '')
  const options = open && text.trim() !== '' && suggestions.data ? suggestionOptions(suggestions.data) : []
  const shown = options.length > 0
  const active = options.findIndex((option) => suggestionKey(option) === chosen)

  // What was typed before the page's script was there stands in the field, and nowhere else.
  const begin = useEffectEvent(() => {
    const early = field.current?.value ?? text
    if (early !== text) typed.type(early)
  })
  useLayoutEffect(() => begin(), [])

  const close = () => {
    setOpen(false)
    setChosen(null)
  }
  const choose = (option: Suggestion) => {
    typed.replaceBy((now) => applySuggestion(now, option, me.id))
    close()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method takes Enter, Esc and the arrows for itself.
    if (event.nativeEvent.isComposing || typed.isComposing()) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      // One place more than there are options: back in the field itself.
      const places = options.length + 1
      const next = options[((active + 1 + step + places) % places) - 1]
      setChosen(next ? suggestionKey(next) : null)
    } else if (event.key === 'Enter') {
      const option = shown ? options[active] : undefined
      if (option) choose(option)
      // Once more, when it was searched already: on to what was found.
      else if (!open && text.trim() === query.text) walkIn()
      else typed.settle()
      close()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (shown && active >= 0) close()
      else if (text !== '') {
        typed.settle('')
        close()
      } else field.current?.blur()
    }
  }

  return (
    <div className="relative min-w-0 max-w-140 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
      />
      <input
        ref={field}
        role="combobox"
        aria-label={t('field')}
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={t('placeholder')}
        value={text}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => {
          typed.type(event.target.value)
          setOpen(true)
          setChosen(null)
        }}
        {...typed.composition}
        onKeyDown={onKeyDown}
        onFocus={preloadSuggestions}
        onBlur={() => {
          typed.settle()
          close()
        }}
        className="peer h-9 w-full rounded bg-sunk pr-9 pl-9 outline-offset-0 placeholder:text-faint max-sm:h-10 max-sm:text-base"
      />
      {text === '' ? (
        <span
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-faint peer-focus:hidden max-sm:hidden"
        >
          {keys && <Kbd keys={keys} />}
        </span>
      ) : (
        <IconButton
          label={t('clear')}
          keys="Esc"
          size="sm"
          className="absolute top-1/2 right-1 -translate-y-1/2"
          onClick={() => {
            typed.settle('')
            field.current?.focus()
          }}
        >
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
      {shown && (
        <SuggestionList id={listId} options={options} active={active} text={text} onChoose={choose} />
      )}
    </div>
  )
}
