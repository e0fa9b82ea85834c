import { readFileSync } from 'node:fs'
import type { BoardDto } from '#lib/boards/schema.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { expect, test } from './fixtures.ts'
import { addColleague } from './people.ts'
import { makeRun } from './runs.ts'
import { only } from './server-runs.ts'
import type { Studio } from './studio.ts'

/** Who tries: with nothing, with a share link's cookie, with a program's key, and with sessions of every role. */
const WHO = ['nobody', 'link', 'key', 'suspended', 'viewer', 'member', 'admin'] as const
type Who = (typeof WHO)[number]
type Answers = Record<Who, number>

/** Without a session of somebody who may be here. */
const signedOut = { nobody: 401, link: 401, key: 401, suspended: 401 }
/** One's own, or what everybody signed in sees. */
const anyone = (status = 200): Answers => ({ ...signedOut, viewer: status, member: status, admin: status })
/** The owner's private thing: as if it were not there, for admins too. */
const theirs = anyone(404)
/** A change of the owner's private thing: viewers change nothing at all. */
const theirsToChange: Answers = { ...theirs, viewer: 403 }
/** Making something; the body says nothing useful, which is looked at only once it is clear that they may. */
const makers: Answers = { ...anyone(400), viewer: 403 }
const admins = (status = 200): Answers => ({ ...signedOut, viewer: 403, member: 403, admin: status })
/** For whoever it may be. */
const open = (status = 200): Answers => ({ ...anyone(status), nobody: status, link: status, key: status, suspended: status })
/** A page: people without a session are sent to sign in. */
const page = (status = 200): Answers => ({
  nobody: 307,
  link: 307,
  key: 307,
  suspended: 307,
  viewer: status,
  member: status,
  admin: status,
})

interface Expectation {
  answers: Answers
  body?: unknown
}

const json = (answers: Answers, body: unknown = {}): Expectation => ({ answers, body })

/**
 * What each route answers to people whom the ids in its address do not belong to. A route that the build has and this
 * list has not fails the test, and the other way round.
 */
const EXPECTED: Record<string, Answers | Expectation> = {
  // Pages
  'GET /': page(),
  'GET /boards': page(),
  'GET /boards/[boardId]': page(404),
  'GET /gallery': page(),
  'GET /images/[imageId]': page(404),
  'GET /links': page(),
  'GET /settings': page(),
  'GET /settings/audit': { ...page(404), admin: 200 },
  'GET /settings/people': { ...page(404), admin: 200 },
  'GET /sign-in': { ...open(307), nobody: 200, link: 200, key: 200, suspended: 200 },
  'GET /setup': open(404),
  'GET /forgot': open(404),
  'GET /invite/[token]': open(404),
  'GET /reset/[token]': open(404),
  // A link with a password: without the cookie that it gives, only the question for it.
  'GET /s/[token]': open(),
  'POST /s/[token]/unlock': open(303),
  'GET /s/[token]/zip': { ...open(404), link: 200 },
  'GET /s/[token]/i/[file]': { ...open(404), link: 200 },
  'GET /s/[token]/t/[n]/[width]': { ...open(404), link: 200 },
  'GET /s/[token]/og': open(404),

  // Signing in
  'POST /api/session': json(open(400)),
  'DELETE /api/session': anyone(204),
  'POST /api/setup': json(open(404), { token: 'x', name: 'Eve', email: 'eve@bunch.test', password: 'quiet rain on tin' }),
  'POST /api/invites/accept': json(open(404), { token: 'x', name: 'Eve', email: 'eve@bunch.test', password: 'quiet rain on tin' }),
  'POST /api/password/forgot': json(open(400)),
  'POST /api/password/reset': json(open(404), { token: 'x', password: 'quiet rain on tin' }),
  'GET /api/oidc/start': open(404),
  'GET /api/oidc/callback': open(404),
  'GET /api/healthz': open(),
  'GET /api/readyz': open(),

  // Oneself
  'GET /api/me': anyone(),
  'PATCH /api/me': json(anyone(400), { role: 'owner' }),
  'PUT /api/me/avatar': anyone(400),
  'DELETE /api/me/avatar': anyone(),
  'POST /api/me/password': json(anyone(400)),
  'GET /api/me/sessions': anyone(),
  'DELETE /api/me/sessions': anyone(204),
  'DELETE /api/me/sessions/[sessionId]': theirs,
  'GET /api/me/keys': { ...anyone(), viewer: 403 },
  'POST /api/me/keys': json(makers),
  'DELETE /api/me/keys/[keyId]': theirsToChange,

  // People
  'GET /api/people': anyone(),
  'GET /api/people/[personId]/avatar': theirs,
  'GET /api/admin/people': admins(),
  'PATCH /api/admin/people/[personId]': json(admins(403), { role: 'viewer' }),
  'DELETE /api/admin/people/[personId]': admins(403),
  'POST /api/admin/people/[personId]/sign-out': admins(403),
  'POST /api/admin/people/[personId]/password-link': admins(403),
  'GET /api/admin/invites': admins(),
  'POST /api/admin/invites': json(admins(403), { role: 'owner' }),
  'DELETE /api/admin/invites/[inviteId]': admins(204),
  'GET /api/admin/audit': admins(),
  'GET /api/admin/audit/export': admins(),

  // Runs, pictures, references
  'GET /api/generations': anyone(),
  'POST /api/generations': json(makers),
  'GET /api/generations/prompts': anyone(),
  'GET /api/generations/[generationId]': theirs,
  'PATCH /api/generations/[generationId]': json(theirsToChange, { private: false }),
  'DELETE /api/generations/[generationId]': theirsToChange,
  'POST /api/generations/[generationId]/cancel': theirsToChange,
  'POST /api/generations/[generationId]/restore': theirsToChange,
  'GET /api/images': anyone(),
  'GET /api/images/[imageId]': theirs,
  'DELETE /api/images/[imageId]': theirsToChange,
  'GET /api/images/[imageId]/boards': theirs,
  'POST /api/images/[imageId]/cancel': theirsToChange,
  'GET /api/images/[imageId]/file': theirs,
  'POST /api/images/[imageId]/redownload': theirsToChange,
  'POST /api/images/[imageId]/restore': theirsToChange,
  'POST /api/images/[imageId]/retry': json(theirsToChange, { id: crypto.randomUUID() }),
  'GET /api/images/[imageId]/thumb/[width]': theirs,
  'GET /api/references': anyone(),
  'POST /api/references': makers,
  'GET /api/references/[referenceId]': theirs,
  'GET /api/references/[referenceId]/thumb': theirs,
  'POST /api/references/from-image': json(makers),
  'POST /api/references/url': json(makers),
  'GET /api/queue': anyone(),
  'POST /api/queue/resume': { ...anyone(), viewer: 403 },
  'GET /api/events': anyone(),

  // Boards and links
  'GET /api/boards': anyone(),
  'POST /api/boards': json(makers),
  'GET /api/boards/[boardId]': theirs,
  'PATCH /api/boards/[boardId]': json(theirsToChange, { name: 'Mine now' }),
  'DELETE /api/boards/[boardId]': theirsToChange,
  'POST /api/boards/[boardId]/restore': theirsToChange,
  'GET /api/boards/[boardId]/images': theirs,
  'POST /api/boards/[boardId]/images': json(theirsToChange, { imageIds: [crypto.randomUUID()] }),
  'DELETE /api/boards/[boardId]/images': json(theirsToChange, { imageIds: [crypto.randomUUID()] }),
  'POST /api/boards/[boardId]/order': json(theirsToChange, { imageId: crypto.randomUUID(), before: null }),
  'POST /api/boards/[boardId]/transfer': json(theirsToChange, { personId: crypto.randomUUID() }),
  'GET /api/shares': anyone(),
  'POST /api/shares': json(makers),
  'PATCH /api/shares/[shareId]': json(theirsToChange, {}),
  'POST /api/shares/[shareId]/revoke': theirsToChange,
  'POST /api/shares/[shareId]/rotate': theirsToChange,

  // For programs: a session opens nothing here, and a key only what its maker may.
  'GET /v1/[...path]': open(401),
}

/** `METHOD /route` of everything that the build answers to; which methods there are, the running studio says. */
async function builtRoutes(studio: Studio): Promise<string[]> {
  const manifest: Record<string, string> = JSON.parse(
    readFileSync('.next/app-path-routes-manifest.json', 'utf8'),
  )
  const found: string[] = []
  for (const [file, path] of Object.entries(manifest)) {
    if (path.startsWith('/_')) continue
    if (file.endsWith('/page')) found.push(`GET ${path}`)
    if (!file.endsWith('/route')) continue
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      // Nobody asks for nothing: a method that is there refuses, one that is not says so.
      const { status } = await fetch(`${studio.url}${path}`, { method, redirect: 'manual' })
      if (status !== 405) found.push(`${method} ${path}`)
    }
  }
  return found
}
