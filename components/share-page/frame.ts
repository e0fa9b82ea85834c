import 'server-only'
import { oneLine } from '#lib/images/file-stem.ts'
import { Html, html } from './html.ts'
import { STYLE, STYLE_HASH } from './style.ts'
import type { Words } from './words.ts'

const TITLE_CHARS = 200

interface Frame {
  words: Words
  title: string
  /** Class of the body. */
  kind: string
  head?: Html
  body: Html
}

const style = html`<style>${new Html(STYLE)}</style>`

/** A whole page around what it shows. No script runs before or beside the first picture. */
export function framed({ words, title, kind, head, body }: Frame): string {
  return html`<!doctype html>
<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${oneLine(title, TITLE_CHARS)}</title>
${head}
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fafaf7">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d0c0a">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${style}
</head>
<body class="${kind}">
${body}
</body>
</html>
`.text
}

const POLICY = [
  "default-src 'none'",
  // The viewer's file; nothing that people stored is ever served as a script.
  "script-src 'self'",
  `style-src-elem ${STYLE_HASH}`,
  // Shapes and colours of pictures are style attributes, which cannot be hashed.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  // The viewer reads a picture's own page for its prompt.
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

interface Answer {
  status?: number
  headers?: Record<string, string>
}

/** The answer with a page: kept by nobody, found by no search engine, and telling nobody where its reader came from. */
export function pageResponse(page: string, { status = 200, headers = {} }: Answer = {}): Response {
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      vary: 'Accept-Language, Cookie',
      ...headers,
    },
  })
}
