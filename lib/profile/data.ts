import 'server-only'
import { and, desc, eq, gt, isNotNull } from 'drizzle-orm'
import { PASSWORD_PROVIDER } from '#lib/accounts/credentials.mutations.ts'
import type { Db } from '#lib/db/client.ts'
import { credentials, people, sessions } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import { LOCALES, type Locale } from '#lib/i18n/locales.ts'
import { deviceOf } from './device.ts'
import type { SessionDto } from './schema.ts'
import { THEMES, type Theme } from './themes.ts'

/** Hash of a person's picture as we encoded it, hex. @throws AppError `not_found` where there is no person or picture */
export async function avatarOf(db: Db, personId: string): Promise<string> {
  const [row] = await db.select({ sha256: people.avatarSha256 }).from(people).where(eq(people.id, personId))
  if (!row?.sha256) throw new AppError('not_found')
  return row.sha256
}

/** What a person chose about how the studio looks; `null` where they never did. */
export async function preferencesOf(
  db: Db,
  personId: string,
): Promise<{ locale: Locale | null; theme: Theme | null }> {
  const [row] = await db
    .select({ locale: people.locale, theme: people.theme })
    .from(people)
    .where(eq(people.id, personId))
  return {
    locale: LOCALES.find((locale) => locale === row?.locale) ?? null,
    theme: THEMES.find((theme) => theme === row?.theme) ?? null,
  }
}

/** The same without what was never chosen. */
export async function chosenPreferences(
  db: Db,
  personId: string,
): Promise<{ locale?: Locale; theme?: Theme }> {
  const { locale, theme } = await preferencesOf(db, personId)
  return { ...(locale && { locale }), ...(theme && { theme }) }
}

/** Hash of a person's password; `null` where they have none. */
export async function passwordHashOf(db: Db, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ password: credentials.password })
    .from(credentials)
    .where(
      and(
        eq(credentials.personId, personId),
        eq(credentials.providerId, PASSWORD_PROVIDER),
        isNotNull(credentials.password),
      ),
    )
  return row?.password ?? null
}

/** A person's sessions in force: the one that asks first, then by last use. */
export async function sessionsOf(
  db: Db,
  params: { personId: string; currentId: string; now: Date },
): Promise<SessionDto[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, params.personId), gt(sessions.expiresAt, params.now)))
    .orderBy(desc(sessions.updatedAt), desc(sessions.id))
  const dtos = rows.map(
    (row): SessionDto => ({
      id: row.id,
      ...deviceOf(row.userAgent),
      address: row.ipAddress,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.updatedAt.toISOString(),
      current: row.id === params.currentId,
    }),
  )
  return [...dtos.filter(({ current }) => current), ...dtos.filter(({ current }) => !current)]
}
