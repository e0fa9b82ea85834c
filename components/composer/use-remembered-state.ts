'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type Dispatch, useEffect, useEffectEvent, useRef, useState } from 'react'
import { showToast } from '#components/ui/toast-store.ts'
import { fetchReferences } from '#lib/references/client.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ComposerAction, ComposerState } from './composer-reducer.ts'
import { readDraft, writeDraft } from './draft.ts'
import { PROMPT_ID } from './prompt-id.ts'
import { knownIds, knownRoles, type ReferenceItem } from './reference-list.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

const WRITE_DELAY_MS = 300
const RETRY_MS = 3_000

/** Tiles of references that are asked for; `roles` in the order of `ids`, of which each counts once. */
export function restoring(ids: readonly string[], roles: readonly (ReferenceRole | null)[]): ReferenceItem[] {
  return [...new Set(ids)].map((id) => {
    const role = roles[ids.indexOf(id)]
    return { key: id, state: 'restoring', id, ...(role && { role }) }
  })
}

/** What stands in the prompt's field on the page; `null` where there is none. */
function promptOnPage(): string | null {
  if (typeof document === 'undefined') return null
  return document.querySelector<HTMLTextAreaElement>(`textarea#${PROMPT_ID}`)?.value ?? null
}

/**
 * Keeps the composer's state where it survives: a draft in this browser, and the address, so that a link reproduces
 * it. At the start the address wins over the draft; a prompt too long for an address comes from the draft. What was typed
 * before the page's script was there wins over both.
 */
export function useRememberedState(
  state: ComposerState,
  dispatch: Dispatch<ComposerAction>,
  newPrivate: boolean,
): void {
  const t = useTranslations('composer')
  const path = usePathname()
  const first = useRef(state)
  // Read while this is drawn: taking over the page's field, React may put back what the server wrote there.
  const [early] = useState(promptOnPage)
  const usual = useRef(newPrivate)

  const begin = useEffectEvent(() => {
    const { form } = first.current
    const linked = stateFromSearch(new URLSearchParams(location.search))
    const draft = readDraft(localStorage, usual.current)
    const typed = [promptOnPage(), early].find((text) => text !== null && text !== form.prompt)
    if (draft && !linked) {
      const references = restoring(draft.referenceIds, draft.roles)
      dispatch({ type: 'replace', state: { form: draft.form, references, changes: [] } })
    } else if (draft) {
      // No address says who may see a run: that is the choice of whoever makes it.
      const { prompt, private: isPrivate } = draft.form
      dispatch({ type: 'set', values: { private: isPrivate, ...(form.prompt === '' ? { prompt } : {}) } })
    }
    if (typed === undefined || typed === null) return
    const before = form.prompt || (draft?.form.prompt ?? '')
    dispatch({ type: 'set', values: { prompt: typed } })
    if (before === '' || typed.includes(before)) return
    const run = () => dispatch({ type: 'set', values: { prompt: before } })
    showToast(t('promptReplaced'), { action: { label: t('undo'), run } })
  })
  useEffect(() => begin(), [])

  // Whenever tiles wait for their references: at the start, or when an undo brings back a row that waited.
  const awaited = state.references.flatMap((item) => (item.state === 'restoring' ? [item.id] : [])).join()
  useEffect(() => {
    if (awaited === '') return
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const restore = () =>
      fetchReferences(awaited.split(',')).then(
        (found) => gone || dispatch({ type: 'restored', found }),
        // The studio may be restarting. The tiles wait, and the draft keeps their ids.
        () => {
          if (!gone) timer = setTimeout(restore, RETRY_MS)
        },
      )
    void restore()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [dispatch, awaited])

  // The person changed their setting while the composer was there: the next run follows it.
  useEffect(() => {
    if (usual.current === newPrivate) return
    usual.current = newPrivate
    dispatch({ type: 'set', values: { private: newPrivate } })
  }, [dispatch, newPrivate])

  // After every rendering, not only of another state: when the page is refreshed, for another language, the router puts
  // back the address that it knows.
  useEffect(() => {
    const referenceIds = knownIds(state.references)
    const roles = knownRoles(state.references)
    const write = () => {
      writeDraft(localStorage, { form: state.form, referenceIds, roles }, newPrivate)
      // The address itself counts too: an opened picture changes it before the router tells.
      if (path !== '/' || location.pathname !== '/') return
      const search = searchWithState(
        new URLSearchParams(location.search),
        state.form,
        referenceIds,
        roles,
      ).toString()
      const address = search === '' ? path : `${path}?${search}`
      // With the entry's own state the router takes no notice, and goes on to wherever it is going: told of a new
      // address it would drop the page it is fetching, and a link pressed right after a key would lead nowhere.
      if (address !== location.pathname + location.search) history.replaceState(history.state, '', address)
    }
    const timer = setTimeout(write, WRITE_DELAY_MS)
    window.addEventListener('pagehide', write)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', write)
    }
  })
}
