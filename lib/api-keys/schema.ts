import * as z from 'zod/mini'

/** What every personal key begins with: people and secret scanners know one when they see it. */
export const KEY_PREFIX = 'bunch_'

/** Keys that work at the same time, for one person. */
export const MAX_KEYS = 50

export const apiKeyInput = z.strictObject({
  /** What the key is for, in the person's words. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
})

/** A key that works, without the key. */
export const apiKeyDto = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Its last characters, to tell keys apart. */
  hint: z.string(),
  createdAt: z.string(),
  /** To the minute; `null` for never. */
  lastUsedAt: z.nullable(z.string()),
})
export type ApiKeyDto = z.infer<typeof apiKeyDto>

/** The answer to making one: the only time the key is shown. */
export const madeApiKeyDto = z.object({ ...apiKeyDto.shape, key: z.string() })
export type MadeApiKeyDto = z.infer<typeof madeApiKeyDto>
