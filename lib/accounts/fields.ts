import * as z from 'zod/mini'

/** Longest address that SMTP can deliver to. */
const EMAIL_MAX_CHARS = 254

/** An e-mail address as we keep and compare it: trimmed, lower case. */
export const emailField = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(EMAIL_MAX_CHARS), z.email({ error: 'no e-mail address' }))
