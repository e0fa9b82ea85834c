import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ROLES } from '../../accounts/schema.ts'

/** Everybody who has or had an account. Rows stay when an account ends: what the person made keeps its maker. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Lower case. `null` for the owner before the studio is set up, and for people who were removed. */
    email: text(),
    emailVerified: boolean().notNull().default(false),
    role: text({ enum: ROLES }).notNull().default('member'),
    /** Signed out and kept out until an admin takes it back. */
    suspendedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** The account is gone; the name stays with the pictures. */
    removedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** SHA-256 of the person's picture as we encoded it, hex; the key of the bytes in the blob store. */
    avatarSha256: text(),
    /** `null` follows the browser. */
    locale: text(),
    theme: text(),
    /** New runs begin private in the composer. */
    newPrivate: boolean().notNull().default(false),
    /** Small choices that follow the person to every browser: `lib/profile/choices.ts`. */
    choices: jsonb().notNull().default({}),
    lastSeenAt: timestamp({ withTimezone: true, precision: 3 }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (t) => [uniqueIndex('people_email').on(t.email)],
)

/** One signed-in browser. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    token: text().notNull(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Moved by use, at most every few minutes. */
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [uniqueIndex('sessions_token').on(t.token), index('sessions_person').on(t.personId)],
)

/** A way to sign in: a password, or an identity at the OpenID provider by issuer and subject. */
export const credentials = pgTable(
  'credentials',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** `credential` for a password, else the provider, named after its issuer. */
    providerId: text().notNull(),
    /** The provider's subject; the person's id for a password. */
    accountId: text().notNull(),
    /** Hash by a modern KDF, never the password. */
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: timestamp({ withTimezone: true, precision: 3 }),
    refreshTokenExpiresAt: timestamp({ withTimezone: true, precision: 3 }),
    scope: text(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    uniqueIndex('credentials_identity').on(t.providerId, t.accountId),
    index('credentials_person').on(t.personId),
  ],
)

/** Short-lived states of signing in (the OpenID round trip). */
export const verifications = pgTable(
  'verifications',
  {
    id: uuid().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [index('verifications_identifier').on(t.identifier)],
)

/** A link that lets one person make an account. Only the token's hash is kept. */
export const invites = pgTable(
  'invites',
  {
    id: uuid().primaryKey(),
    tokenHash: text().notNull(),
    /** Where set, the account is made for this address. */
    email: text(),
    role: text({ enum: ROLES }).notNull(),
    invitedBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    usedAt: timestamp({ withTimezone: true, precision: 3 }),
    usedBy: uuid().references(() => people.id),
    revokedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [uniqueIndex('invites_token').on(t.tokenHash)],
)

/** A link with which a person sets a new password: made by an admin, or sent by e-mail. Single use. */
export const passwordLinks = pgTable(
  'password_links',
  {
    id: uuid().primaryKey(),
    tokenHash: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The admin; `null` where the person asked for it. */
    madeBy: uuid().references(() => people.id),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    usedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [uniqueIndex('password_links_token').on(t.tokenHash), index('password_links_person').on(t.personId)],
)

/** A person's key for programs (`/v1`). Only the hash is kept; `hint` is its end, to tell keys apart. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    tokenHash: text().notNull(),
    hint: text().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Moved by use, at most once a minute. */
    lastUsedAt: timestamp({ withTimezone: true, precision: 3 }),
    revokedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [uniqueIndex('api_keys_token').on(t.tokenHash), index('api_keys_person').on(t.personId)],
)
