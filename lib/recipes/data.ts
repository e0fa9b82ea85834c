import 'server-only'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import {
  generationReferences,
  generations,
  images,
  kits,
  kitVersions,
  people,
  references,
} from '#lib/db/schema/schema.ts'
import { referenceVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { imageDetail, showable } from '#lib/images/data.ts'
import { toReferenceDto } from '#lib/references/data.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { Recipe } from './schema.ts'

/** The program's name in what it writes. */
const SOFTWARE = 'Bunch'

export interface ImageRecipe {
  recipe: Recipe
  /** Drawn by the sandbox, not made by a model. */
  sandbox: boolean
  /** Only its maker sees the picture. */
  private: boolean
}

/** How a picture that the person may see was made; `null` as if there were none. */
export async function imageRecipe(db: Db, viewer: Viewer, imageId: string): Promise<ImageRecipe | null> {
  const detail = await imageDetail(db, viewer, imageId)
  if (!detail) return null
  const { generation, image } = detail
  const used = await db
    .select({
      id: references.id,
      name: references.name,
      sha256: references.sourceSha256,
      role: generationReferences.role,
    })
    .from(generationReferences)
    .innerJoin(references, eq(references.id, generationReferences.referenceId))
    .where(eq(generationReferences.generationId, generation.id))
    .orderBy(asc(generationReferences.position))
  const { prompt, sentPrompt, model, ratio, tier, temperature, kit, useCase } = generation
  return {
    recipe: {
      version: 1,
      software: SOFTWARE,
      prompt,
      sentPrompt,
      model,
      ratio,
      tier,
      temperature,
      references: used,
      kit,
      useCase,
      imageId: image.id,
      madeAt: image.finishedAt ?? generation.createdAt,
    },
    sandbox: generation.sandbox,
    private: generation.private,
  }
}

/** The picture with exactly these bytes that the person may see, their own before others', the newest first. */
export async function imageByBytes(db: Db, viewer: Viewer, sha256: string): Promise<string | null> {
  const [row] = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(and(eq(images.sha256, sha256), showable(viewer)))
    .orderBy(sql`(${images.personId} = ${viewer.personId}) desc`, desc(images.madeAt))
    .limit(1)
  return row?.id ?? null
}

/** A picture that the person may see and that is not in the trash; whether it is private. */
export async function shownImage(
  db: Db,
  viewer: Viewer,
  imageId: string,
): Promise<{ id: string; private: boolean } | null> {
  const [row] = await db
    .select({ id: images.id, private: generations.private })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(images.id, imageId), showable(viewer)))
  return row ?? null
}

/**
 * For each reference of a recipe the one that the person may use: the very one, or one of their own of the same source.
 * What they may not see and what never was look the same.
 */
export async function usableReferences(
  db: Db,
  viewer: Viewer,
  wanted: Recipe['references'],
): Promise<(ReferenceDto | null)[]> {
  if (wanted.length === 0) return []
  const sources = wanted.flatMap(({ sha256 }) => sha256 ?? [])
  const byId = await db
    .select()
    .from(references)
    .where(
      and(
        inArray(
          references.id,
          wanted.map(({ id }) => id),
        ),
        referenceVisibleTo(viewer),
      ),
    )
  const own = sources.length
    ? await db
        .select()
        .from(references)
        .where(and(eq(references.personId, viewer.personId), inArray(references.sourceSha256, sources)))
    : []
  return wanted.map(({ id, sha256 }) => {
    const row =
      byId.find((candidate) => candidate.id === id) ??
      own.find((candidate) => sha256 !== null && candidate.sourceSha256 === sha256)
    return row ? toReferenceDto(row) : null
  })
}

/** A kit's version that is here, with its present name. Kits belong to the whole team. */
export async function kitOfRecipe(
  db: Db,
  { id, version }: { id: string; version: number },
): Promise<{ id: string; version: number; name: string } | null> {
  const [row] = await db
    .select({ id: kits.id, version: kitVersions.version, name: kits.name })
    .from(kitVersions)
    .innerJoin(kits, eq(kits.id, kitVersions.kitId))
    .where(and(eq(kits.id, id), eq(kitVersions.version, version)))
  return row ?? null
}
