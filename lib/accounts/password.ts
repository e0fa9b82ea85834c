import 'server-only'
import { hashPassword as scryptHash, verifyPassword as scryptVerify } from 'better-auth/crypto'
import { AppError } from '#lib/errors.ts'
import { PASSWORD } from './limits.ts'

/** The salted scrypt of a password (N 2^14, r 16, p 1): about 80 ms of a thread beside the event loop. */
export function hashPassword(password: string): Promise<string> {
  return scryptHash(password)
}

/** Whether a password has this hash. Takes as long for a wrong one as for the right one. */
export function verifyPassword(hash: string, password: string): Promise<boolean> {
  return scryptVerify({ hash, password })
}

/** What must not be a person's password because whoever tries theirs tries it first. */
export interface PasswordOwner {
  email?: string | null
  name?: string | null
}

/** So many characters around a common password do not make it another one: `football2026!`. */
const DECORATION_MAX_CHARS = 6
const DIFFERENT_CHARS = 4

let common: Promise<ReadonlySet<string>> | undefined

/** The list is read when the first password is set: most processes never need it. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) =>
      new Set(dictionary['passwords-common'].map((password) => String(password).toLowerCase())),
  )
  return common
}

async function isCommon(password: string): Promise<boolean> {
  const lower = password.toLowerCase()
  if (new Set(lower).size < DIFFERENT_CHARS) return true
  const list = await commonPasswords()
  if (list.has(lower)) return true
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return core !== '' && lower.length - core.length <= DECORATION_MAX_CHARS && list.has(core)
}

/** Of an e-mail address also the part before the @: few people know the difference when they choose a password. */
function isOwn(password: string, { email, name }: PasswordOwner): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const chosen = plain(password)
  return [email, email?.split('@')[0], name].some((own) => own && plain(own) !== '' && plain(own) === chosen)
}

/**
 * Refuses a new password that is too short, too long, common, or the person's own name or address.
 *
 * @throws AppError `password_too_short`, `password_too_long`, `password_too_common`, `password_is_own`; field `password`
 */
export async function checkPassword(password: string, owner: PasswordOwner = {}): Promise<void> {
  const field = 'password'
  // Characters as people count them.
  const chars = [...password].length
  if (chars < PASSWORD.minChars) {
    throw new AppError('password_too_short', { field, params: { min: PASSWORD.minChars } })
  }
  if (chars > PASSWORD.maxChars) {
    throw new AppError('password_too_long', { field, params: { max: PASSWORD.maxChars } })
  }
  if (isOwn(password, owner)) throw new AppError('password_is_own', { field })
  if (await isCommon(password)) throw new AppError('password_too_common', { field })
}
