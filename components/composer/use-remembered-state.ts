'use client'

import { usePathname } from 'next/navigation'
import { type Dispatch, useEffect, useRef } from 'react'
import { fetchReferences } from '#lib/references/client.ts'
import type { ComposerAction, ComposerState } from './composer-reducer.ts'
import { readDraft, writeDraft } from './draft.ts'
import { knownIds, type ReferenceItem } from './reference-list.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

const WRITE_DELAY_MS = 300
const RETRY_MS = 3_000

export const restoring = (ids: readonly string[]): ReferenceItem[] =>
  [...new Set(ids)].map((id) => ({ key: id, state: 'restoring', id }))

/**
 * Keeps the composer's state where it survives: a draft in this browser, and the address, so that a link reproduces
 * it. At the start the address wins over the draft; a prompt too long for an address comes from the draft.
 */
export function useRememberedState(
  state: ComposerState,
  dispatch: Dispatch<ComposerAction>,
  newPrivate: boolean,
): void {
  const path = usePathname()
  const first = useRef(state)
  const usual = useRef(newPrivate)

  useEffect(() => {
    const { form, references } = first.current
    const linked = stateFromSearch(new URLSearchParams(location.search))
    const draft = readDraft(localStorage, usual.current)
    let ids = knownIds(references)
    if (draft && !linked) {
      ids = draft.referenceIds
      dispatch({
        type: 'replace',
        state: { form: draft.form, references: restoring(ids), changes: [] },
      })
    } else if (draft) {
      // No address says who may see a run: that is the choice of whoever makes it.
      const { prompt, private: isPrivate } = draft.form
      dispatch({ type: 'set', values: { private: isPrivate, ...(form.prompt === '' ? { prompt } : {}) } })
    }
    if (ids.length === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const restore = () =>
      fetchReferences(ids).then(
        (found) => dispatch({ type: 'restored', found }),
        // The studio may be restarting. The tiles wait, and the draft keeps their ids.
        () => {
          timer = setTimeout(restore, RETRY_MS)
        },
      )
    void restore()
    return () => clearTimeout(timer)
  }, [dispatch])

  // The person changed their setting while the composer was there: the next run follows it.
  useEffect(() => {
    if (usual.current === newPrivate) return
    usual.current = newPrivate
    dispatch({ type: 'set', values: { private: newPrivate } })
  }, [dispatch, newPrivate])

  useEffect(() => {
    const referenceIds = knownIds(state.references)
    const write = () => {
      writeDraft(localStorage, { form: state.form, referenceIds }, newPrivate)
      // The address itself counts too: an opened picture changes it before the router tells.
      if (path !== '/' || location.pathname !== '/') return
      const search = searchWithState(
        new URLSearchParams(location.search),
        state.form,
        referenceIds,
      ).toString()
      const address = search === '' ? path : `${path}?${search}`
      if (address !== location.pathname + location.search) history.replaceState(null, '', address)
    }
    const timer = setTimeout(write, WRITE_DELAY_MS)
    window.addEventListener('pagehide', write)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', write)
    }
  }, [state.form, state.references, path, newPrivate])
}
