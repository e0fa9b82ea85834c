import type { MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { loadCatalogue, pageLocale } from '#lib/i18n/catalogue.ts'
import { imageUrls } from '#lib/images/client.ts'
import { once } from '#lib/once.ts'

/** The open picture and how it came there. Outside React, so that opening can be one synchronous view transition. */
let openId: string | null = null
/** True where closing means going back in the history. */
let pushed = false
const listeners = new Set<() => void>()

type ViewerComponent = typeof import('./viewer.tsx')['Viewer']
let viewer: ViewerComponent | null = null

/** The name that lets a tile grow into the viewer; on one element at a time. */
const TRANSITION_NAME = 'picture'

/** The tile that bears the transition's name at present. */
let named: HTMLElement | null = null

function nameTile(tile: HTMLElement | null): void {
  if (named) named.style.viewTransitionName = ''
  named = tile
  if (named) named.style.viewTransitionName = TRANSITION_NAME
}

function show(id: string | null): void {
  // The viewer's picture bears the name as long as it is open, also where a closing one had not quite grown back.
  if (id !== null) nameTile(null)
  openId = id
  for (const listener of listeners) listener()
}

export function subscribeViewer(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentPicture = () => openId
export const loadedViewer = () => viewer

/** Fetches the viewer's code and words ahead of the press that needs it. */
export function preloadViewer(): void {
  void loadViewer().catch(() => {
    // Offline: the press itself tries again, and then falls back to the picture's own page.
  })
}

/** Calls back once the viewer's code is there. Returns the way to stop waiting. */
export function whenViewerLoaded(callback: () => void): () => void {
  let waiting = true
  const done = () => {
    if (waiting) callback()
  }
  void loadViewer().then(done, done)
  return () => {
    waiting = false
  }
}

const loadViewer = once(async () => {
  const [{ Viewer }] = await Promise.all([import('./viewer.tsx'), loadCatalogue(pageLocale())])
  viewer = Viewer
})

function tileOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-picture="${CSS.escape(id)}"]`)
}

/** Changes the page in one view transition between a picture's tile and the viewer, where browser and person want it. */
function transition(id: string, direction: 'opens' | 'closes', change: () => void): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  if (!document.startViewTransition || still) {
    change()
    return
  }
  if (direction === 'opens') nameTile(tileOf(id))
  const running = document.startViewTransition(() => {
    flushSync(change)
    if (direction === 'closes') nameTile(tileOf(id))
  })
  // A transition that another one cuts short has made its change all the same.
  running.ready.catch(() => {})
  void running.finished.finally(() => nameTile(null))
}

/** The last wish to open a picture; whoever goes elsewhere before the code is there has none. */
let wish: object | undefined

/** Opens a picture over the list; Back closes it. */
export async function openViewer(id: string): Promise<void> {
  const own = {}
  wish = own
  const from = location.pathname
  // Whoever presses a link meanwhile wants to go there.
  const follow = (event: Event) => {
    if (wish === own && event.target instanceof Element && event.target.closest('a')) wish = undefined
  }
  document.addEventListener('click', follow, { capture: true })
  try {
    await loadViewer()
  } catch {
    // The code cannot be fetched; the browser's own navigation says why.
    if (wish === own) location.assign(imageUrls.page(id))
    return
  } finally {
    document.removeEventListener('click', follow, { capture: true })
  }
  if (wish !== own || location.pathname !== from) return
  wish = undefined
  transition(id, 'opens', () => show(id))
  pushed = true
  history.pushState(null, '', imageUrls.page(id))
}

/** A press on a picture's link: opens the viewer, unless the person wants a new tab or window. */
export function openFromLink(event: MouseEvent, id: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
  event.preventDefault()
  void openViewer(id)
}

/** Goes to another picture without leaving a trace in the history. */
export function turnTo(id: string): void {
  show(id)
  history.replaceState(null, '', imageUrls.page(id))
}

export function closeViewer(): void {
  // The history's own event closes it, as for a press on Back.
  if (pushed) history.back()
  else close()
}

/** Closes it without going back, for an action that goes elsewhere by itself. */
export function leaveViewer(): void {
  pushed = false
  show(null)
}

function close(): void {
  const id = openId
  if (id !== null) transition(id, 'closes', () => show(null))
}

/** Follows Back and Forward while a list with a viewer is on screen. */
export function followHistory(): () => void {
  const follow = () => {
    const id = /^\/images\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1]
    if (!id) {
      pushed = false
      close()
      return
    }
    pushed = true
    void loadViewer().then(() => {
      // Not where somebody went on before its code was there.
      if (location.pathname === imageUrls.page(id)) show(id)
    }, preloadViewer)
  }
  window.addEventListener('popstate', follow)
  return () => {
    window.removeEventListener('popstate', follow)
    wish = undefined
    pushed = false
    show(null)
  }
}
