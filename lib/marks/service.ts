import 'server-only'
import { may } from '#lib/accounts/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { type Change, HEARTS_AT_ONCE } from '#lib/events/bus.ts'
import { announceRuns } from '#lib/generations/announce.ts'
import { visibleGeneration } from '#lib/generations/data.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { TAG_LIMITS } from './limits.ts'
import { lockMarked, type Marked, setFavourite, setRating, setTexts } from './mutations.ts'
import type { MarksDto, MarksInput } from './schema.ts'
import { changedTags } from './tags.ts'

type Context = Pick<Studio, 'db' | 'events' | 'now'>

/**
 * Marks pictures. Ratings and tags are the team's: whoever makes pictures gives them to any that they see. The heart is
 * everybody's own. Ids of nothing, of what one may not see and of what is in the trash are passed over alike.
 *
 * @throws AppError `not_found` where none is left, `forbidden`, `too_many_tags`
 */
export async function markImages(studio: Context, actor: Actor, input: MarksInput): Promise<MarksDto> {
  if (!('favourite' in input) && !may(actor.role, 'make')) throw new AppError('forbidden')
  return studio.db.transaction(async (tx) => {
    const pictures = await lockMarked(tx, actor, input.imageIds)
    if (pictures.length === 0) throw new AppError('not_found')
    if ('favourite' in input) return setHearts(studio, tx, actor, pictures, input.favourite)
    return 'rating' in input
      ? rate(studio, tx, pictures, input.rating || null)
      : tag(studio, tx, pictures, { add: input.addTags ?? [], remove: input.removeTags ?? [] })
  })
}

/** Told to the person's own browsers alone: it is nobody else's. */
async function setHearts(
  studio: Context,
  tx: Tx,
  { personId }: Actor,
  pictures: Marked[],
  favourite: boolean,
): Promise<MarksDto> {
  const ids = pictures.map(({ id }) => id)
  const imageIds = await setFavourite(tx, { personId, ids, favourite, now: studio.now() })
  const told: Change[] = []
  for (let from = 0; from < imageIds.length; from += HEARTS_AT_ONCE) {
    const part = imageIds.slice(from, from + HEARTS_AT_ONCE)
    told.push({ type: 'hearts', personId, imageIds: part, favourite })
  }
  if (told.length > 0) await studio.events.announce(tx, ...told)
  return { undo: imageIds.length === 0 ? [] : [{ imageIds, favourite: !favourite }] }
}

async function rate(studio: Context, tx: Tx, pictures: Marked[], rating: number | null): Promise<MarksDto> {
  const changed = pictures.filter((picture) => picture.rating !== rating)
  if (changed.length === 0) return { undo: [] }
  await setRating(tx, idsOf(changed), rating)
  await announceRuns(studio, tx, runsOf(changed))
  const before = Map.groupBy(changed, (picture) => picture.rating)
  return { undo: [...before].map(([old, group]) => ({ imageIds: idsOf(group), rating: old })) }
}

async function tag(
  studio: Context,
  tx: Tx,
  pictures: Marked[],
  change: { add: string[]; remove: string[] },
): Promise<MarksDto> {
  const changed = pictures.flatMap((picture) => {
    const tags = changedTags(picture.tags, change)
    const addTags = picture.tags.filter((old) => !tags.includes(old))
    const removeTags = tags.filter((now) => !picture.tags.includes(now))
    return addTags.length + removeTags.length === 0 ? [] : { ...picture, tags, addTags, removeTags }
  })
  if (
    changed.some(({ tags, removeTags }) => removeTags.length > 0 && tags.length > TAG_LIMITS.maxPerPicture)
  ) {
    throw new AppError('too_many_tags', { params: { max: TAG_LIMITS.maxPerPicture } })
  }
  if (changed.length === 0) return { undo: [] }
  await setTexts(tx, changed)
  await announceRuns(studio, tx, runsOf(changed))
  const alike = Map.groupBy(changed, ({ addTags, removeTags }) => JSON.stringify([addTags, removeTags]))
  const undo = [...alike.values()].flatMap(([first, ...others]): MarksInput[] => {
    if (!first) return []
    const { addTags, removeTags } = first
    return [
      {
        imageIds: idsOf([first, ...others]),
        ...(addTags.length > 0 && { addTags }),
        ...(removeTags.length > 0 && { removeTags }),
      },
    ]
  })
  return { undo }
}

/** Changes a picture's note, the team's as well. @throws AppError `not_found`, `invalid_input` */
export async function setNote(
  studio: Context,
  actor: Actor,
  imageId: string,
  note: string,
): Promise<GenerationDto> {
  // PostgreSQL stores no null characters.
  if (note.includes('\0')) {
    throw new AppError('invalid_input', { field: 'note', params: { problem: 'a null character' } })
  }
  const generationId = await studio.db.transaction(async (tx) => {
    const [picture] = await lockMarked(tx, actor, [imageId])
    if (!picture) throw new AppError('not_found')
    if (picture.note !== note.trim()) {
      await setTexts(tx, [{ ...picture, note: note.trim() }])
      await announceRuns(studio, tx, [picture.generationId])
    }
    return picture.generationId
  })
  const generation = await visibleGeneration(studio.db, actor, generationId)
  if (!generation) throw new AppError('not_found')
  return generation
}

const idsOf = (pictures: readonly Marked[]) => pictures.map(({ id }) => id)
const runsOf = (pictures: readonly Marked[]) => pictures.map(({ generationId }) => generationId)
