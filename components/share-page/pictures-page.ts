import 'server-only'
import type { SharedPicture } from '#lib/shares/pictures.data.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import {
  aloneSizes,
  altText,
  averageColour,
  caption,
  fileUrl,
  fillOf,
  type OpenLink,
  ratioOf,
  rowSizes,
  srcset,
  thumbUrl,
} from './pictures.ts'
import { pageTitle, previewTags } from './preview-tags.ts'
import { viewerTemplate } from './viewer-template.ts'

/** Pictures of a set that are on a phone's or a desk's first screen: the others load as they come near. */
const EAGER = 6

/** The page of an open link: one picture full, or a set in rows. */
export function picturesPage(link: OpenLink, origin: string): string {
  const { pictures } = link
  const [only] = pictures
  return only && pictures.length === 1 ? alonePage(link, only, origin) : setPage(link, origin)
}

/** The page of one picture of a set, for browsers without scripts and for reloading in the viewer. */
export function turnedPage(link: OpenLink, picture: SharedPicture, origin: string): string {
  return alonePage(link, picture, origin)
}

function setPage(link: OpenLink, origin: string): string {
  const { share, token, pictures, words } = link
  const { t } = words
  const title = share.title || pageTitle(pictures.length, t)
  const bytes = pictures.reduce((sum, picture) => sum + picture.bytes, 0)
  const facts = [
    t('count', { count: pictures.length }),
    share.showMaker && t('from', { name: share.makerName }),
  ]
  const [first] = pictures
  const body = html`<header class="bar">
<div class="words">
<h1 dir="auto">${title}</h1>
${share.note && html`<p class="note" dir="auto">${share.note}</p>`}
<p class="facts">${facts.filter(Boolean).join(' · ')}</p>
</div>
${
  share.allowDownload &&
  html`<a class="button actions" href="/s/${token}/zip" download>${t('downloadAll', { size: megabytes(bytes, words.locale) })}</a>`
}
</header>
<main><ul class="rows ${fillOf(pictures)}">
${pictures.map((picture, place) => tile(link, picture, place))}
</ul></main>
${viewerTemplate(link)}`
  const head = html`${first && preload(srcset(token, first), rowSizes(first, fillOf(pictures)))}${previewTags(link, origin)}`
  return framed({ words, title, kind: 'set', head, body })
}

function tile(link: OpenLink, picture: SharedPicture, place: number): Html {
  const { token, share } = link
  const colour = averageColour(picture.thumbHash)
  const eager = place < EAGER
  const sizes = rowSizes(picture, fillOf(link.pictures))
  return html`<li style="--r:${ratioOf(picture)}${colour && `;--c:${colour}`}"><a href="?n=${picture.n}" data-n="${picture.n}"${
    share.allowDownload && html` data-file="${fileUrl(token, picture)}"`
  }><img src="${thumbUrl(token, picture.n, 640)}" srcset="${srcset(token, picture)}" sizes="${sizes}" width="${picture.width}" height="${picture.height}" alt="${altText(link, picture)}" decoding="async"${
    place === 0 ? html` fetchpriority="high"` : !eager && html` loading="lazy"`
  }></a></li>
`
}

function alonePage(link: OpenLink, picture: SharedPicture, origin: string): string {
  const { share, token, pictures, words } = link
  const { t } = words
  const place = pictures.indexOf(picture)
  const ofSet = pictures.length > 1
  const title = share.title || pageTitle(1, t)
  const maker = share.showMaker && t('from', { name: share.makerName })
  const says = share.title || share.note || maker || share.allowDownload || ofSet
  const colour = averageColour(picture.thumbHash)
  const style = `--w:${picture.width};--r:${ratioOf(picture)}${colour ? `;--c:${colour}` : ''}`
  const largest = thumbUrl(token, picture.n, 1600)
  const body = html`<div class="screen"><main>
<a class="picture" style="${style}" href="${share.allowDownload ? fileUrl(token, picture) : largest}" data-n="${picture.n}"${
    share.allowDownload && html` data-file="${fileUrl(token, picture)}"`
  }><img src="${thumbUrl(token, picture.n, 640)}" srcset="${srcset(token, picture)}" sizes="${aloneSizes(picture)}" width="${picture.width}" height="${picture.height}" alt="${altText(link, picture)}" fetchpriority="high"></a>
</main>
${
  says
    ? html`<footer class="bar">
<div class="words">
<h1 dir="auto"${share.title === '' && html` class="unseen"`}>${title}</h1>
${share.note && html`<p class="note" dir="auto">${share.note}</p>`}
${maker && html`<p class="facts">${maker}</p>`}
${ofSet && turning(link, place)}
</div>
${
  share.allowDownload &&
  html`<a class="button actions" href="${fileUrl(token, picture)}?download" download>${t('download')}</a>`
}
</footer>`
    : html`<h1 class="unseen">${title}</h1>`
}</div>
${caption(link, picture)}
${viewerTemplate(link)}`
  const head = html`${preload(srcset(token, picture), aloneSizes(picture))}${previewTags(link, origin)}`
  return framed({ words, title, kind: 'one', head, body })
}

/** The way from one picture of a set to the others, without scripts. */
function turning({ token, pictures, words: { t } }: OpenLink, place: number): Html {
  const [previous, next] = [pictures[place - 1], pictures[place + 1]]
  return html`<nav class="turn"><a href="/s/${token}">${t('all')}</a>${
    previous && html`<a rel="prev" href="?n=${previous.n}">${t('viewer.previous')}</a>`
  }${next && html`<a rel="next" href="?n=${next.n}">${t('viewer.next')}</a>`}</nav>`
}

const preload = (imagesrcset: string, sizes: string) =>
  html`<link rel="preload" as="image" imagesrcset="${imagesrcset}" imagesizes="${sizes}" fetchpriority="high">
`

function megabytes(bytes: number, locale: string): string {
  const value = bytes / 1_000_000
  const digits = value < 10 ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(0.1, value))} MB`
}
