import * as z from 'zod/mini'
import { galleryItemDto } from '#lib/images/schema.ts'

/** `GET /api/library/items?limit=` answers with so many at most; `POST` takes so many ids. */
export const LIBRARY_PAGE = 256

/** Pictures with what their tiles need, in the order asked for. */
export const libraryItemsDto = z.object({ items: z.array(galleryItemDto) })
export type LibraryItemsDto = z.infer<typeof libraryItemsDto>

/**
 * `POST /api/library/items`: pictures by id. Those that the person may not see are left out. With the `text` of a search,
 * their prompts are cut around the first hit.
 */
export const libraryIdsInput = z.object({
  ids: z.array(z.uuid()).check(z.minLength(1), z.maxLength(LIBRARY_PAGE)),
  text: z.optional(z.string().check(z.maxLength(200))),
})

/** Filters beside each of whose values stands how many pictures it would leave. */
export const FACETS = [
  'person',
  'board',
  'model',
  'size',
  'ratio',
  'favourite',
  'rating',
  'tag',
  'references',
  'kit',
  'status',
] as const
export type Facet = (typeof FACETS)[number]

/**
 * `GET /api/library/facets?facet=tag&<query>`: counts under all other conditions of the query. Of tags the 100 most used;
 * ratings count "at least"; `label` is the name where the value is an id.
 */
export const facetDto = z.object({
  values: z.array(z.object({ value: z.string(), label: z.nullable(z.string()), count: z.number() })),
})
export type FacetDto = z.infer<typeof facetDto>

/** `GET /api/library/count?<query>`. */
export const libraryCountDto = z.object({ count: z.number() })
export type LibraryCountDto = z.infer<typeof libraryCountDto>

const named = z.object({ id: z.uuid(), name: z.string() })

/** `GET /api/library/suggestions?q=`: what a search text may mean, a few of each. */
export const suggestionsDto = z.object({
  prompts: z.array(z.string()),
  tags: z.array(z.object({ value: z.string(), count: z.number() })),
  boards: z.array(named),
  people: z.array(named),
})
export type SuggestionsDto = z.infer<typeof suggestionsDto>

/** `POST /api/library/find` with the bytes of a picture: which of ours it is, and how it looks. */
export const foundImageDto = z.object({
  /** The picture itself, by its bytes or by the recipe it carries; `null` where none is the person's to see. */
  imageId: z.nullable(z.uuid()),
  /** For the query's `look`: 64 hexadecimal digits. */
  look: z.string(),
})
export type FoundImageDto = z.infer<typeof foundImageDto>

/**
 * `GET /api/library/looks`: how many of the pictures that the person may see are like nothing, because their look is not
 * known: after an update older pictures are looked at one after the other.
 */
export const looksDto = z.object({ missing: z.number() })
export type LooksDto = z.infer<typeof looksDto>
