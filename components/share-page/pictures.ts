import 'server-only'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { THUMB_WIDTHS } from '#lib/images/thumb-widths.ts'
import { modelProfile } from '#lib/models/catalogue.ts'
import { ownFormat } from '#lib/shares/bytes.ts'
import type { LivingShare } from '#lib/shares/data.ts'
import type { SharedPicture } from '#lib/shares/pictures.data.ts'
import { type Html, html } from './html.ts'
import type { Words } from './words.ts'

/** An open link and everything its page is drawn from. */
export interface OpenLink {
  token: string
  share: LivingShare
  pictures: readonly SharedPicture[]
  words: Words
}

/** How full a set's page is: few pictures stand larger on a wide screen, and their last row fills it too. */
type Fill = 'few' | 'some' | 'many'

export function fillOf({ length }: readonly SharedPicture[]): Fill {
  if (length <= 4) return 'few'
  return length <= 9 ? 'some' : 'many'
}

/** Heights that rows come near to, as the styles have them; pixels. */
const PHONE_ROW = 168
const DESK_ROW = { few: 360, some: 290, many: 232 } as const satisfies Record<Fill, number>
const PHONE_MAX = 213

export const thumbUrl = (token: string, n: number, width: number) => `/s/${token}/t/${n}/${width}`

/** Where the picture's own bytes are, or where they are of an unusual type, a copy that every program opens. */
export const fileUrl = (token: string, picture: SharedPicture) =>
  `/s/${token}/i/${picture.n}.${ownFormat(picture.mime) ?? 'png'}`

export const ratioOf = ({ width, height }: SharedPicture) => Number((width / height).toFixed(4))

/** The colour of a picture from afar, to stand in its place until it is there. */
export function averageColour(thumbHash: string | null): string | null {
  if (thumbHash === null) return null
  const { r, g, b, a } = thumbHashToAverageRGBA(Buffer.from(thumbHash, 'base64'))
  if (a < 0.5) return null
  return `rgb(${[r, g, b].map((channel) => Math.round(channel * 255)).join(' ')})`
}

/** Which thumbnails there are of a picture: a larger one than the original would be the same again. */
export function srcset(token: string, { n, width }: SharedPicture): string {
  const larger = THUMB_WIDTHS.find((wide) => wide >= width) ?? Number.POSITIVE_INFINITY
  return THUMB_WIDTHS.filter((wide) => wide <= larger)
    .map((wide) => `${thumbUrl(token, n, wide)} ${Math.min(wide, width)}w`)
    .join(', ')
}

/**
 * How wide a picture stands in the rows, which stretch it a little. On a phone it is said to be narrow enough for the 640
 * pixels of the middle thumbnail at three screen pixels each: the largest one is four times the bytes, on a network where
 * they count, and comes when the picture is opened.
 */
export function rowSizes(picture: SharedPicture, fill: Fill): string {
  const ratio = ratioOf(picture)
  const desk = Math.round(ratio * DESK_ROW[fill] * 1.3)
  // A phone's rows have one or two pictures, and stretch them more.
  const phone = Math.min(PHONE_MAX, Math.round(ratio * PHONE_ROW * 1.6))
  return `(width >= 640px) ${desk}px, ${phone}px`
}

/** How wide a picture stands alone. */
export function aloneSizes(picture: SharedPicture): string {
  return `min(100vw, ${picture.width}px, calc((100vh - 112px) * ${ratioOf(picture)}))`
}

/** What a picture is called to those who do not see it. A prompt that is not shown is not told this way either. */
export function altText({ share, pictures, words }: OpenLink, picture: SharedPicture): string {
  if (share.showPrompt) return picture.prompt.slice(0, 200)
  if (pictures.length === 1) return share.title || words.t('title.one')
  return words.t('picture', { n: picture.n, count: pictures.at(-1)?.n ?? 1 })
}

/** The prompt and what was asked of the model, where the link shows them. */
export function caption({ share, words }: OpenLink, picture: SharedPicture): Html | null {
  if (!share.showPrompt) return null
  const settings = [
    modelProfile(picture.model).name,
    picture.ratio === 'auto' ? null : picture.ratio,
    picture.tier,
    `${picture.width} × ${picture.height}`,
  ]
  return html`<section class="caption" aria-label="${words.t('viewer.details')}">
<h2>${words.t('prompt')}</h2>
<p dir="auto">${picture.prompt}</p>
<p class="facts">${settings.filter(Boolean).join(' · ')}</p>
</section>`
}
