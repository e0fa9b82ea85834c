import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '#lib/i18n/locales.ts'
import en from '#messages/en.json'
import zh from '#messages/zh-CN.json'
import type { Mail } from './mailer.ts'

const MESSAGES = { en, 'zh-CN': zh } as const

/** The words of letters, in a language. */
export function letterWords(locale: Locale) {
  return createTranslator({ locale, messages: MESSAGES[locale], namespace: 'mail' })
}

interface Letter {
  to: string
  locale: Locale
  subject: string
  paragraphs: string[]
  link: string
  /** On the button. */
  action: string
  /** Small, at the end. */
  note: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML: names of people stand in letters, and they may be called anything. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}

/** A short letter around one link, as plain text and as simple HTML: no pictures, nothing that is fetched, no tracking. */
export function letter({ to, locale, subject, paragraphs, link, action, note }: Letter): Mail {
  const html = [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    "<body style=\"margin:0;padding:32px 16px;background:#fafaf7;color:#1b1a17;font:16px/1.6 -apple-system,BlinkMacSystemFont,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif\">",
    '<div style="max-width:480px;margin:0 auto">',
    ...paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`),
    `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:10px 20px;border-radius:6px;background:#ffe04a;color:#2b2410;text-decoration:none;font-weight:600">${escapeHtml(action)}</a></p>`,
    `<p style="margin:0 0 16px;font-size:13px;color:#5c5a54;word-break:break-all">${escapeHtml(link)}</p>`,
    `<p style="margin:0;font-size:13px;color:#5c5a54">${escapeHtml(note)}</p>`,
    '</div></body></html>',
  ].join('\n')
  return { to, subject, text: [...paragraphs, link, note].join('\n\n').concat('\n'), html }
}
