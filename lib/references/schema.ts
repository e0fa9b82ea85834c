import * as z from 'zod/mini'

export const referenceUrlInput = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** `link` passes the address on to the gateway as it is; `fetch` downloads the picture now. */
  mode: z.enum(['link', 'fetch']),
})
export type ReferenceUrlInput = z.infer<typeof referenceUrlInput>

/** What one `GET /api/references?ids=` may ask for. */
export const referenceIdsQuery = z.object({ ids: z.array(z.uuid()).check(z.maxLength(50)) })

export const referenceFromImageInput = z.object({ imageId: z.uuid() })

/** A reference picture as the browser sees it. */
export const referenceDto = z.object({
  id: z.uuid(),
  kind: z.enum(['bytes', 'url']),
  /** The address, for `kind: 'url'`. */
  url: z.nullable(z.string()),
  name: z.string(),
  /** Type after encoding; `null` for `kind: 'url'`. */
  mime: z.nullable(z.string()),
  /** Pixels after encoding and orientation. */
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
  /** Bytes after encoding, which is what counts against the limits. */
  bytes: z.nullable(z.number()),
  /** Base64 of the ThumbHash. */
  thumbHash: z.nullable(z.string()),
  /** True where the upload was converted, turned or made smaller to fit. */
  converted: z.boolean(),
})
export type ReferenceDto = z.infer<typeof referenceDto>
