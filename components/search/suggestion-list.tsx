import { Hash, LayoutDashboard, Search, UserRound } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Hits } from './hits.tsx'
import { type Suggestion, textOf } from './suggestion-options.ts'

interface SuggestionListProps {
  id: string
  options: readonly Suggestion[]
  /** Place of the one that Enter takes; -1 for none. */
  active: number
  /** What was typed. */
  text: string
  onChoose: (option: Suggestion) => void
}

const optionId = (list: string, place: number) => `${list}-${place}`

const ICONS = { tag: Hash, board: LayoutDashboard, person: UserRound, prompt: Search } as const
const KINDS = ['tag', 'board', 'person', 'prompt'] as const

/** What the typed words may mean: tags, boards, people, prompts. */
export function SuggestionList({ id, options, active, text, onChoose }: SuggestionListProps) {
  const t = useTranslations('search.suggestions')
  const format = useFormatter()
  const option = (suggestion: Suggestion, place: number): ReactNode => {
    const Icon = ICONS[suggestion.kind]
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option in force
      // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter in the field
      <div
        key={place}
        id={optionId(id, place)}
        role="option"
        aria-selected={place === active}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onChoose(suggestion)}
        className="flex min-h-9 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunk aria-selected:bg-sunk max-sm:min-h-11"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-faint" />
        <span dir="auto" className="min-w-0 flex-1 truncate">
          <Hits text={textOf(suggestion)} query={text} />
        </span>
        {suggestion.kind === 'tag' && (
          <span className="shrink-0 text-faint text-xs">{format.number(suggestion.count)}</span>
        )}
      </div>
    )
  }
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('label')}
      className="absolute inset-x-0 top-full z-20 mt-1 flex max-h-[min(60dvh,420px)] flex-col overflow-y-auto rounded-panel bg-surface p-1 shadow-float"
    >
      {KINDS.map((kind) => {
        const places = options.flatMap((suggestion, place) => (suggestion.kind === kind ? [place] : []))
        if (places.length === 0) return null
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a listbox
          <div key={kind} role="group" aria-label={t(kind)}>
            <div aria-hidden className="px-2 pt-2 pb-1 text-faint text-xs">
              {t(kind)}
            </div>
            {places.map((place) => {
              const suggestion = options[place]
              return suggestion && option(suggestion, place)
            })}
          </div>
        )
      })}
    </div>
  )
}
