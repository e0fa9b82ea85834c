import { SHARE_LIMITS } from '#lib/shares/limits.ts'
import type { ShareChange, ShareDto, ShareInput, ShareOptions } from '#lib/shares/schema.ts'
import { dayOf, type ExpiryChoice, expiresAt } from './expiry.ts'
import type { ShareTarget } from './share-target.ts'

/** What the dialog holds while somebody decides. */
export interface ShareForm {
  /** Of a board: follows it, instead of showing it as it is now. */
  live: boolean
  expiry: ExpiryChoice
  /** `2026-03-09`, for the choice `date`. */
  day: string
  /** A password is asked for. */
  protect: boolean
  /** Empty, of a link that has a password, for the one it has. */
  password: string
  allowDownload: boolean
  showPrompt: boolean
  showMaker: boolean
  title: string
  note: string
}

/** The part that a person's next link begins with. A date, a password and words belong to one link only. */
export type ShareDefaults = Pick<ShareForm, 'live' | 'expiry' | 'allowDownload' | 'showPrompt' | 'showMaker'>

export const FIRST_DEFAULTS: ShareDefaults = {
  live: false,
  expiry: '30',
  allowDownload: true,
  showPrompt: false,
  showMaker: true,
}

/** Fields in which something must be put right. */
export type ShareProblem = 'password_short' | 'day' | null

export function newShareForm(target: ShareTarget, defaults: ShareDefaults): ShareForm {
  const title = target.kind === 'board' ? target.name.slice(0, SHARE_LIMITS.titleChars) : ''
  return { ...defaults, day: '', protect: false, password: '', title, note: '' }
}

/** The form of a link that exists. */
export function formOf(share: ShareDto): ShareForm {
  const { allowDownload, showPrompt, showMaker, title, note } = share
  return {
    live: share.kind === 'board',
    expiry: share.expiresAt === null ? 'never' : 'date',
    day: share.expiresAt === null ? '' : dayOf(new Date(share.expiresAt)),
    protect: share.hasPassword,
    password: '',
    allowDownload,
    showPrompt,
    showMaker,
    title,
    note,
  }
}

/**
 * When a link with this form stops working: as `share` does already, where the person left its day alone.
 *
 * @returns ISO 8601; `null` for never, or `undefined` where the day is missing or over
 */
export function endOf(form: ShareForm, now: Date, share: ShareDto | null): string | null | undefined {
  const known = share?.expiresAt ?? null
  const untouched = form.expiry === 'date' && known !== null && form.day === dayOf(new Date(known))
  return untouched ? known : expiresAt(form.expiry, form.day, now)
}

/** What stands in the way of sending the form; `share` is the link, if it exists already. */
export function problemOf(form: ShareForm, now: Date, share: ShareDto | null = null): ShareProblem {
  const kept = share?.hasPassword === true && form.password === ''
  if (form.protect && !kept && form.password.length < SHARE_LIMITS.passwordMinChars) return 'password_short'
  return endOf(form, now, share) === undefined ? 'day' : null
}

function optionsOf(form: ShareForm, now: Date, share: ShareDto | null): ShareOptions {
  const { title, note, allowDownload, showPrompt, showMaker } = form
  const end = endOf(form, now, share)
  if (end === undefined) throw new Error('the form has a problem')
  return { title: title.trim(), note: note.trim(), allowDownload, showPrompt, showMaker, expiresAt: end }
}

/** The request for a new link. Throws for a form with a problem: see `problemOf`. */
export function inputOf(target: ShareTarget, form: ShareForm, now: Date): ShareInput {
  const options = { ...optionsOf(form, now, null), password: form.protect ? form.password : null }
  if (target.kind === 'images') return { ...options, kind: 'images', imageIds: [...target.imageIds] }
  return { ...options, kind: form.live ? 'board' : 'board_snapshot', boardId: target.boardId }
}

/** What the form changes of a link; empty where nothing is. Throws for a form with a problem. */
export function changeOf(share: ShareDto, form: ShareForm, now: Date): ShareChange {
  const options = optionsOf(form, now, share)
  const change: ShareChange = {}
  if (options.title !== share.title) change.title = options.title
  if (options.note !== share.note) change.note = options.note
  if (options.allowDownload !== share.allowDownload) change.allowDownload = options.allowDownload
  if (options.showPrompt !== share.showPrompt) change.showPrompt = options.showPrompt
  if (options.showMaker !== share.showMaker) change.showMaker = options.showMaker
  if (options.expiresAt !== share.expiresAt) change.expiresAt = options.expiresAt
  if (form.protect && form.password !== '') change.password = form.password
  if (!form.protect && share.hasPassword) change.password = null
  return change
}
