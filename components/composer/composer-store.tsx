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
import { clearAxes } from '#components/matrix/plan-store.ts'
import { useRecipeOffer } from '#components/recipes/use-recipe-offer.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { type ComposerAction, type ComposerState, reduceComposer } from './composer-reducer.ts'
import { type ComposerForm, DEFAULT_FORM, formOf } from './form.ts'
import { focusPrompt } from './prompt-focus.ts'
import { type ReferenceItem, type ReferenceSource, readyItem } from './reference-list.ts'
import { stateFromSearch } from './settings-url.ts'
import { useReferenceSources } from './use-reference-sources.ts'
import { restoring, useRememberedState } from './use-remembered-state.ts'

/** What other parts of the studio may ask of the composer. Each brings the person to it, from any page. */
export interface ComposerActions {
  /**
   * Takes over everything of a run: prompt, settings and references. Can be undone from its toast.
   *
   * @param imageId the picture that is gone on from
   */
  reuse: (generation: GenerationDto, imageId?: string) => void
  /** The same with the picture itself as the first reference: the model sees what it goes on from. */
  branch: (generation: GenerationDto, imageId: string) => void
  /** Adds a picture of the studio to the references. */
  addReferenceFromImage: (imageId: string) => void
  /**
   * Puts a prompt in place of the one that is there; where there is one, it can be undone from a toast.
   *
   * @param andThen undoes what was changed beside the composer
   */
  setPrompt: (prompt: string, andThen: () => void) => void
}

interface ComposerParts {
  dispatch: Dispatch<ComposerAction>
  addReferences: (sources: readonly ReferenceSource[]) => void
  retryReference: (item: ReferenceItem & { state: 'failed' }) => void
  removeReference: (key: string) => void
  /** Makes the composer hold what `next` makes of it, and says so with a way back. */
  changeUndoably: (text: string, next: (state: ComposerState) => ComposerState) => void
}

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
    references: restoring(linked?.referenceIds ?? [], linked?.roles ?? []),
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
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  }, [state])
  const sources = useReferenceSources(dispatch, useRecipeOffer(latest, dispatch))
  useRememberedState(state, dispatch, newPrivate)

  const actions = useMemo(() => {
    const comeHere = () => {
      if (path !== '/') router.push('/')
      focusPrompt()
    }
    const undoable = (text: string, andThen?: () => void) => {
      const before = latest.current
      const run = () => {
        dispatch({ type: 'replace', state: before })
        sources.goOn(before.references)
        andThen?.()
      }
      showToast(text, { action: { label: t('undo'), run } })
    }
    const takeUp = (state: ComposerState, text: string) => {
      // A run that is taken up is one: axes that were planned for something else would make many of it.
      undoable(text, clearAxes())
      dispatch({ type: 'replace', state })
      comeHere()
    }
    const stateOf = (generation: GenerationDto, parent: ComposerForm['parent']): ComposerState => ({
      form: { ...formOf(generation, latest.current.form), ...(parent ? { parent } : {}) },
      references: generation.references.map((reference, place) =>
        readyItem(reference, generation.roles[place] ?? null),
      ),
      changes: [],
    })
    return {
      dispatch,
      ...sources,
      changeUndoably: (text: string, next: (state: ComposerState) => ComposerState) => {
        undoable(text)
        dispatch({ type: 'replace', state: next(latest.current) })
      },
      reuse: (generation: GenerationDto, imageId?: string) => {
        const parent = imageId === undefined ? undefined : { imageId, derivation: 'reuse' as const }
        takeUp(stateOf(generation, parent), t('reused'))
      },
      branch: (generation: GenerationDto, imageId: string) => {
        const state = stateOf(generation, { imageId, derivation: 'branch' })
        takeUp(state, t('branched'))
        sources.addReferences([{ from: 'image', imageId }])
        dispatch({ type: 'move', from: state.references.length, to: 0 })
      },
      addReferenceFromImage: (imageId: string) => {
        sources.addReferences([{ from: 'image', imageId }])
        showToast(t('referenceAdded'))
        comeHere()
      },
      setPrompt: (prompt: string, andThen: () => void) => {
        if (latest.current.form.prompt !== '') undoable(t('promptReplaced'), andThen)
        dispatch({ type: 'set', values: { prompt, parent: undefined } })
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
