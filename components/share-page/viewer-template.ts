import 'server-only'
import { Html, html } from './html.ts'
import type { OpenLink } from './pictures.ts'

const icon = (path: string) => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`

const ICONS = {
  close: icon('M6 6l12 12M18 6L6 18'),
  previous: icon('M15 5l-7 7 7 7'),
  next: icon('M9 5l7 7-7 7'),
  save: icon('M12 4v11m0 0l-5-5m5 5l5-5M5 20h14'),
  details: icon('M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0'),
} as const

/** The viewer's parts with their words, asleep in the page, and the script that wakes them when a picture is opened. */
export function viewerTemplate({ share, words: { t } }: OpenLink): Html {
  const button = (kind: 'close' | 'previous' | 'next' | 'details', className: string) =>
    html`<button type="button" class="${className}" aria-label="${t(`viewer.${kind}`)}" title="${t(`viewer.${kind}`)}">${ICONS[kind]}</button>`
  return html`<template>
<dialog id="viewer" tabindex="-1" aria-label="${t('viewer.label')}">
<div class="stage"></div>
${button('previous', 'turner previous')}${button('next', 'turner next')}
<div class="top"><output></output>${share.showPrompt && button('details', 'details')}${
    share.allowDownload &&
    html`<a class="save" download aria-label="${t('download')}" title="${t('download')}">${ICONS.save}</a>`
  }${button('close', 'close')}</div>
<div class="info" hidden></div>
</dialog>
</template>
${new Html('<script type="module" src="/share-viewer.js" fetchpriority="low"></script>')}`
}
