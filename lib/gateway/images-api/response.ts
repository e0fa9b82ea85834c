import 'server-only'
import { z } from 'zod'
import { sniffImage } from '#lib/images/sniff.ts'
import { Base64Value } from '#lib/lifted-json/base64-value.ts'
import type { LiftedJson } from '#lib/lifted-json/read.ts'

/** A picture of an answer: its bytes, or where to fetch them. */
export type AnsweredPicture = { kind: 'bytes'; value: Base64Value } | { kind: 'url'; url: string }

const anyText = z.string().optional().catch(undefined)

/** Only what is used is looked at; whatever else the vendor sends may be of any shape. */
const item = z.object({ b64_json: anyText, url: anyText, text: anyText, revised_prompt: anyText })
const answer = z.object({
  data: z.array(item.catch({})).catch([]),
  text: anyText,
  choices: z
    .array(z.object({ message: z.object({ content: anyText }).optional().catch(undefined) }).catch({}))
    .catch([]),
})

function pictureIn(
  text: string | undefined,
  long: LiftedJson['long'],
  isUrl: boolean,
): AnsweredPicture | null {
  if (text === undefined || text === '') return null
  if (isUrl && /^https?:\/\//i.test(text)) return { kind: 'url', url: text }
  if (isUrl && !long.has(text) && !text.startsWith('data:')) return null
  const value = long.get(text) ?? Base64Value.of(text)
  return value.head !== null && sniffImage(value.head) !== null ? { kind: 'bytes', value } : null
}

/**
 * The pictures of a successful answer, in order: `b64_json` where it holds one (bare or as a data URI), else `url`
 * (a link or a data URI). The unused one of the two is often an empty string.
 */
export function picturesOf({ value, long }: LiftedJson): AnsweredPicture[] {
  const parsed = answer.safeParse(value)
  return (parsed.data?.data ?? []).flatMap((entry) => {
    const picture = pictureIn(entry.b64_json, long, false) ?? pictureIn(entry.url, long, true)
    return picture ? [picture] : []
  })
}

/** The model's own words, wherever this family of gateways puts them; `null` where there are none. */
export function textOf({ value, long }: LiftedJson): string | null {
  const { data } = answer.safeParse(value)
  if (!data) return null
  const words = [
    data.text,
    ...data.data.map((entry) => entry.text),
    ...data.choices.map((c) => c.message?.content),
  ]
  return words.find((text) => text !== undefined && text.trim() !== '' && !long.has(text))?.trim() ?? null
}

/** Model ids of `GET /models`. */
export function modelIdsOf({ value }: LiftedJson): string[] {
  const list = z
    .object({ data: z.array(z.object({ id: z.string() }).nullable().catch(null)) })
    .safeParse(value)
  return (list.data?.data ?? []).flatMap((model) => (model ? [model.id] : []))
}
