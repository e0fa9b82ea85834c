import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { SEARCH_LIMITS } from './limits.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(SEARCH_LIMITS.nameChars), storable)
const query = z.string().check(z.maxLength(SEARCH_LIMITS.queryChars), storable)

/** `POST /api/searches`. `query` is what stands behind the `?` of the gallery's address. */
export const searchInput = z.object({ name, query, shared: z.boolean() })
export type SearchInput = z.infer<typeof searchInput>

/** `PATCH /api/searches/{id}`: what is left out stays. */
export const searchChange = z.partial(searchInput)
export type SearchChange = z.infer<typeof searchChange>

/** A saved search as one person sees it. */
export const savedSearchDto = z.object({
  id: z.uuid(),
  owner: personRef,
  name: z.string(),
  /** As `librarySearch` writes it. */
  query: z.string(),
  /** The team sees it too; everybody finds in it what they may see. */
  shared: z.boolean(),
  changedAt: z.string(),
  /** What this person may do with it. */
  can: z.object({
    /** Rename it, change what it looks for, share it. */
    change: z.boolean(),
    delete: z.boolean(),
  }),
})
export type SavedSearchDto = z.infer<typeof savedSearchDto>

/** `GET /api/searches/{id}`: with what it finds for the person who asks. */
export const filledSearchDto = z.extend(savedSearchDto, {
  count: z.number(),
  /** The first pictures, for its tile. */
  cover: z.array(
    z.object({ id: z.uuid(), width: z.number(), height: z.number(), thumbHash: z.nullable(z.string()) }),
  ),
})
export type FilledSearchDto = z.infer<typeof filledSearchDto>
