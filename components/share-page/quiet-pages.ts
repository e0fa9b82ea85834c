import 'server-only'
import { framed, pageResponse } from './frame.ts'
import { html } from './html.ts'
import type { Words } from './words.ts'

/**
 * What every link answers that shows nothing, whatever the reason: the same words, the same bytes, the same status. Nobody
 * learns whether there ever was such a link.
 */
export function goneResponse(words: Words): Response {
  const title = words.t('gone.title')
  const body = html`<main class="quiet"><h1>${title}</h1><p>${words.t('gone.why')}</p></main>`
  return pageResponse(framed({ words, title, kind: 'calm', body }), { status: 404 })
}

/** For a fault of ours. It says nothing of the link either. */
export function troubleResponse(words: Words, status: number): Response {
  const title = words.t('trouble.title')
  const body = html`<main class="quiet"><h1>${title}</h1><p>${words.t('trouble.why')}</p></main>`
  return pageResponse(framed({ words, title, kind: 'calm', body }), { status })
}

interface PasswordPage {
  /** Of the link. */
  token: string
  /** What came of the last attempt; seconds to wait after too many. */
  failed?: 'wrong' | { seconds: number }
}

/** Asks for a link's password. Says nothing of what is behind it, not even its title. */
export function passwordResponse(words: Words, { token, failed }: PasswordPage): Response {
  const { t } = words
  const title = t('password.title')
  const message =
    failed &&
    (failed === 'wrong'
      ? t('password.wrong')
      : t('password.tooMany', { minutes: Math.ceil(failed.seconds / 60) }))
  const body = html`<main class="quiet">
<h1>${title}</h1>
<p>${t('password.why')}</p>
<form method="post" action="/s/${token}/unlock">
<label for="password">${t('password.label')}</label>
<input id="password" name="password" type="password" required autofocus autocomplete="off" maxlength="200"${
    message && html` aria-invalid="true" aria-describedby="wrong"`
  }>
${message && html`<p id="wrong" class="wrong" role="alert">${message}</p>`}
<button class="button">${t('password.open')}</button>
</form>
</main>`
  const page = framed({ words, title, kind: 'calm', body })
  // With `no-referrer` a browser would send the form as if from nowhere (`Origin: null`), which is refused.
  const headers = { 'referrer-policy': 'same-origin' }
  if (!failed) return pageResponse(page, { headers })
  if (failed === 'wrong') return pageResponse(page, { status: 403, headers })
  return pageResponse(page, { status: 429, headers: { ...headers, 'retry-after': String(failed.seconds) } })
}
