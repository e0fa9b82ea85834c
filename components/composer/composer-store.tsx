'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import {
  createContext,
  type Dispatch,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
} from 'react'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { type ComposerAction, type ComposerState, reduceComposer } from './composer-reducer.ts'
import { DEFAULT_FORM, formOf } from './form.ts'
import type { ReferenceItem, ReferenceSource } from './reference-list.ts'
import { stateFromSearch } from './settings-url.ts'
import { useReferenceSources } from './use-reference-sources.ts'
import { restoring, useRememberedState } from './use-remembered-state.ts'

/** What other parts of the studio may ask of the composer. Each brings the person to it, from any page. */
export interface ComposerActions {
  /** Takes over everything of a run: prompt, settings and references. Can be undone from its toast. */
  reuse: (generation: GenerationDto) => void
  /** Adds a picture of the studio to the references. */
  addReferenceFromImage: (imageId: string) => void
  setPrompt: (prompt: string) => void
}

interface ComposerParts {
  dispatch: Dispatch<ComposerAction>
  addReferences: (sources: readonly ReferenceSource[]) => void
  retryReference: (item: ReferenceItem & { state: 'failed' }) => void
  removeReference: (key: string) => void
}

/** The prompt field's id; there is one composer. */
export const PROMPT_ID = 'composer-prompt'

const State = createContext<ComposerState | null>(null)
const Actions = createContext<(ComposerActions & ComposerParts) | null>(null)

function initialState({
  search,
  newPrivate,
}: {
  search: URLSearchParams
  newPrivate: boolean
}): ComposerState {
  const linked = stateFromSearch(search)
  return {
    form: { ...DEFAULT_FORM, private: newPrivate, ...linked?.form },
    references: restoring(linked?.referenceIds ?? []),
    changes: [],
  }
}

/** Holds the composer's one form value above the pages, so that the gallery can send things to it. */
export function ComposerProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('composer')
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const { newPrivate } = useStudioFacts().me
  const [state, dispatch] = useReducer(reduceComposer, { search, newPrivate }, initialState)
  const sources = useReferenceSources(dispatch)
  useRememberedState(state, dispatch, newPrivate)

  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  }, [state])

  const actions = useMemo(() => {
    const comeHere = () => {
      if (path !== '/') router.push('/')
      document.getElementById(PROMPT_ID)?.focus({ preventScroll: true })
    }
    const undoable = (text: string) => {
      const before = latest.current
      const run = () => dispatch({ type: 'replace', state: before })
      showToast(text, { action: { label: t('undo'), run } })
    }
    return {
      dispatch,
      ...sources,
      reuse: (generation: GenerationDto) => {
        undoable(t('reused'))
        const references = generation.references.map(
          (reference): ReferenceItem => ({ key: reference.id, state: 'ready', reference }),
        )
        dispatch({
          type: 'replace',
          state: { form: formOf(generation, latest.current.form), references, changes: [] },
        })
        comeHere()
      },
      addReferenceFromImage: (imageId: string) => {
        sources.addReferences([{ from: 'image', imageId }])
        showToast(t('referenceAdded'))
        comeHere()
      },
      setPrompt: (prompt: string) => {
        if (latest.current.form.prompt !== '') undoable(t('promptReplaced'))
        dispatch({ type: 'set', values: { prompt } })
        comeHere()
      },
    }
  }, [sources, path, router, t])

  return (
    <Actions value={actions}>
      <State value={state}>{children}</State>
    </Actions>
  )
}

function found<T>(value: T | null): T {
  if (value === null) throw new Error('outside of ComposerProvider')
  return value
}

/** What the feed, the viewer and the gallery may ask of the composer. */
export function useComposer(): ComposerActions {
  return found(useContext(Actions))
}

/** The composer's own parts: its state and every way to change it. */
export function useComposerParts(): ComposerActions & ComposerParts & { state: ComposerState } {
  return { ...found(useContext(Actions)), state: found(useContext(State)) }
}
