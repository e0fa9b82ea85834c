import type { LibraryQuery } from '#lib/library/query.ts'
import type { SuggestionsDto } from '#lib/library/schema.ts'

/** One thing that a search text may mean. */
export type Suggestion =
  | { kind: 'tag'; value: string; count: number }
  | { kind: 'board'; id: string; name: string }
  | { kind: 'person'; id: string; name: string }
  | { kind: 'prompt'; text: string }

/** In the order they are listed: the narrowest meanings first. */
export function suggestionOptions({ tags, boards, people, prompts }: SuggestionsDto): Suggestion[] {
  return [
    ...tags.map((tag): Suggestion => ({ kind: 'tag', ...tag })),
    ...boards.map((board): Suggestion => ({ kind: 'board', ...board })),
    ...people.map((person): Suggestion => ({ kind: 'person', ...person })),
    ...prompts.map((text): Suggestion => ({ kind: 'prompt', text })),
  ]
}

/** A suggestion as it is read. */
export function textOf(option: Suggestion): string {
  if (option.kind === 'tag') return option.value
  return option.kind === 'prompt' ? option.text : option.name
}

/** What a suggestion is, whatever its place in the list. */
export function suggestionKey(option: Suggestion): string {
  return `${option.kind} ${'id' in option ? option.id : textOf(option)}`
}

/** The query that a suggestion makes of the one in force: the words become what they were found to mean. */
export function applySuggestion(query: LibraryQuery, suggestion: Suggestion, me: string): LibraryQuery {
  switch (suggestion.kind) {
    case 'tag':
      return { ...query, text: '', tags: [...new Set([...query.tags, suggestion.value])] }
    case 'board':
      return { ...query, text: '', board: suggestion.id }
    case 'person': {
      const id = suggestion.id === me ? 'me' : suggestion.id
      return { ...query, text: '', people: [...new Set([...query.people, id])] }
    }
    case 'prompt':
      return { ...query, text: suggestion.text }
  }
}
