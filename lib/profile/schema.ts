import * as z from 'zod/mini'
import { NAME_MAX_CHARS } from '#lib/accounts/schema.ts'
import { LOCALES } from '#lib/i18n/locales.ts'
import { CHOICE_LIMITS } from './choices.ts'
import { THEMES } from './themes.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })

/** What a person may change of themselves. Anything else in the body is refused, never applied. */
export const profileChange = z.strictObject({
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_MAX_CHARS))),
  /** `null` follows the browser. */
  locale: z.optional(z.nullable(z.enum(LOCALES))),
  theme: z.optional(z.enum(THEMES)),
  newPrivate: z.optional(z.boolean()),
  /** Each of its parts replaces the one that was there. */
  choices: z.optional(
    z.strictObject({
      shortcuts: z.optional(
        z
          .record(
            z.string().check(z.maxLength(CHOICE_LIMITS.idChars), storable),
            z.nullable(z.string().check(z.maxLength(CHOICE_LIMITS.keyChars), storable)),
          )
          .check(
            z.refine((keys) => Object.keys(keys).length <= CHOICE_LIMITS.shortcuts, {
              error: `more than ${CHOICE_LIMITS.shortcuts} shortcuts`,
            }),
          ),
      ),
      notifications: z.optional(z.strictObject({ sound: z.boolean(), system: z.boolean() })),
    }),
  ),
})
export type ProfileChange = z.infer<typeof profileChange>

/** The rules of a new password are those of `checkPassword`; these are only bounds. */
export const passwordChange = z.strictObject({
  current: z.string().check(z.minLength(1), z.maxLength(1000)),
  next: z.string().check(z.minLength(1), z.maxLength(1000)),
})
export type PasswordChange = z.infer<typeof passwordChange>

/** One signed-in browser, as its person sees it. */
export const sessionDto = z.object({
  id: z.uuid(),
  /** `null` where the browser does not say. */
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  address: z.nullable(z.string()),
  createdAt: z.string(),
  /** To a few minutes. */
  lastUsedAt: z.string(),
  /** The browser that asks. */
  current: z.boolean(),
})
export type SessionDto = z.infer<typeof sessionDto>
