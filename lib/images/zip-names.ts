import { bytesOf, fileExtension, fileStem, namedStem } from './file-stem.ts'

/** What the names in a ZIP may be made of. */
export const ZIP_FIELDS = ['date', 'time', 'prompt', 'model', 'size', 'ratio', 'person', 'number'] as const
export type ZipField = (typeof ZIP_FIELDS)[number]

export const ZIP_TEMPLATE = '{date} {prompt} {number}'
export const ZIP_LIMITS = { images: 10_000, templateChars: 200 } as const

/** A picture, as far as names tell of it. */
export interface ZipPicture {
  madeAt: Date
  prompt: string
  model: string
  tier: string | null
  ratio: string
  /** Name of its maker. */
  person: string
  mime: string
}

/** File systems stop at 255 bytes, with what tells equal names apart and the extension. */
const MAX_BYTES = 200
/** A prompt gives way to what else a name says. */
const PROMPT_CHARS = [80, 50, 25, 10, 0]
/** So much of it is looked at: what is taken out of it may be a good part. */
const PROMPT_READ = 200

const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter takes longer to make than a thousand names. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const options = { hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const
  let made: Intl.DateTimeFormat
  try {
    made = new Intl.DateTimeFormat('sv-SE', { ...options, timeZone })
  } catch {
    // A browser may know zones that this server does not.
    return formatIn('UTC')
  }
  formats.set(timeZone, made)
  return made
}

/** Day and time of the clock in a time zone; that of UTC where there is no such zone. */
function clock(at: Date, timeZone: string): { date: string; time: string } {
  const [date = '', time = ''] = formatIn(timeZone).format(at).split(' ')
  return { date, time: time.replaceAll(':', '-') }
}

/**
 * A picture's name by a template, without extension: safe on every file system whatever its parts hold.
 *
 * @param place its number from 1, of `total`, in the time zone of whoever downloads
 */
export function zipStem(
  template: string,
  picture: ZipPicture,
  place: { number: number; total: number; timeZone: string },
): string {
  const values: Record<ZipField, string> = {
    ...clock(picture.madeAt, place.timeZone),
    prompt: '',
    model: picture.model,
    size: picture.tier ?? '',
    ratio: picture.ratio.replaceAll(':', 'x'),
    person: picture.person,
    number: String(place.number).padStart(String(place.total).length, '0'),
  }
  const isField = (name: string): name is ZipField => Object.hasOwn(values, name)
  // Cut before it is cleaned: a prompt may have ten thousand characters, and a ZIP ten thousand names.
  const prompt = [...fileStem(picture.prompt.slice(0, PROMPT_READ))]
  const filled = (promptChars: number) => {
    const all = { ...values, prompt: prompt.slice(0, promptChars).join('').trim() }
    return template.replace(/\{(\w+)\}/g, (field, name: string) => (isField(name) ? all[name] : field))
  }
  const chars = PROMPT_CHARS.find((promptChars) => bytesOf(filled(promptChars)) <= MAX_BYTES) ?? 0
  return namedStem(fileStem(filled(chars), MAX_BYTES))
}

/** Names for all pictures of a ZIP in their order, no two alike, also to file systems that know no case. */
export function zipNames(template: string, pictures: readonly ZipPicture[], timeZone: string): string[] {
  /** Names that are taken, each with the number that the next one like it gets. */
  const taken = new Map<string, number>()
  const total = pictures.length
  return pictures.map((picture, index) => {
    const stem = zipStem(template, picture, { number: index + 1, total, timeZone })
    let name = stem
    for (let again = taken.get(keyOf(stem)) ?? 2; taken.has(keyOf(name)); again++) {
      name = `${stem} ${again}`
      taken.set(keyOf(stem), again + 1)
    }
    taken.set(keyOf(name), 2)
    return `${name}.${fileExtension(picture.mime)}`
  })
}

/** Equal for names that some file system takes for one. */
const keyOf = (name: string) => name.normalize('NFKC').toLowerCase()
