import 'server-only'
import { oneLine } from '#lib/images/file-stem.ts'
import { type Html, html } from './html.ts'
import type { OpenLink } from './pictures.ts'

const TITLE_CHARS = 120
const DESCRIPTION_CHARS = 200

/** Pixels of `preview.jpg`. */
const PREVIEW = { width: 1200, height: 630 } as const

/**
 * What chats show of a link (Open Graph, Twitter). Only what the page shows anyway, and no picture where there is a
 * password: whoever reads the chat has not entered it.
 *
 * @param origin scheme and host of the studio
 */
export function previewTags({ share, token, pictures, words }: OpenLink, origin: string): Html {
  const title = oneLine(share.title, TITLE_CHARS) || pageTitle(pictures.length, words.t)
  const prompt = share.showPrompt && pictures.length === 1 ? (pictures[0]?.prompt ?? '') : ''
  const description = oneLine(share.note || prompt, DESCRIPTION_CHARS)
  const image = share.passwordHash === null ? `${origin}/s/${token}/preview.jpg` : null
  return html`<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
${description && html`<meta property="og:description" content="${description}"><meta name="description" content="${description}">`}
<meta property="og:url" content="${origin}/s/${token}">
${
  image &&
  html`<meta property="og:image" content="${image}">
<meta property="og:image:type" content="image/jpeg">
<meta property="og:image:width" content="${PREVIEW.width}">
<meta property="og:image:height" content="${PREVIEW.height}">`
}
<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
`
}

/** What a page without a title of its own is called. */
export function pageTitle(count: number, t: OpenLink['words']['t']): string {
  return count === 1 ? t('title.one') : t('title.many')
}
