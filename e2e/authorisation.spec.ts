import { readFileSync } from 'node:fs'
import type { MadeApiKeyDto } from '#lib/api-keys/schema.ts'
import type { BoardDto } from '#lib/boards/schema.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'
import type { SavedPromptDto } from '#lib/prompts/schema.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { SavedSearchDto } from '#lib/searches/schema.ts'
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
const open = (status = 200): Answers => ({
  ...anyone(status),
  nobody: status,
  link: status,
  key: status,
  suspended: status,
})
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

/** What lies behind a link's password: its cookie opens it, and no session does. */
const unlocked: Answers = { ...open(404), link: 200 }
/** For a program's key and nothing else. */
const program = (status: number): Answers => ({ ...open(401), key: status })

interface Expectation {
  answers: Answers
  body?: unknown
}

const json = (answers: Answers, body: unknown = {}): Expectation => ({ answers, body })

const KIT_CONTENT = {
  references: [],
  standingText: 'Soft light.',
  forbiddenWords: [],
  settings: { model: null, ratio: null, tier: null, temperature: null },
}

/**
 * What each route answers to people whom the ids in its address do not belong to. A route that the build has and this
 * list has not fails the test, and the other way round.
 */
const EXPECTED: Record<string, Answers | Expectation> = {
  // Pages
  'GET /': page(),
  'GET /boards': page(),
  'GET /boards/[boardId]': page(404),
  'GET /compare': page(),
  'GET /contact-sheet': page(),
  'GET /gallery': page(),
  'GET /images/[imageId]': page(404),
  'GET /kits': page(),
  'GET /kits/[kitId]': page(),
  'GET /lineage/[imageId]': page(404),
  'GET /links': page(),
  'GET /matrices/[matrixId]': page(404),
  'GET /settings': page(),
  'GET /trash': { ...page(), viewer: 404 },
  'GET /settings/keys': page(),
  'GET /settings/security': page(),
  'GET /settings/shortcuts': page(),
  'GET /settings/audit': { ...page(404), admin: 200 },
  'GET /settings/people': { ...page(404), admin: 200 },
  'GET /sign-in': { ...open(307), nobody: 200, link: 200, key: 200, suspended: 200 },
  'GET /setup': open(404),
  'GET /forgot': open(404),
  'GET /invite/[token]': open(404),
  'GET /reset/[token]': open(404),
  // A link with a password: without the cookie that it gives, only the question for it.
  'GET /s/[token]': open(),
  'POST /s/[token]/unlock': { ...open(403), link: 303 },
  'GET /s/[token]/zip': unlocked,
  'GET /s/[token]/i/[file]': unlocked,
  'GET /s/[token]/t/[n]/[width]': unlocked,
  'GET /s/[token]/preview.jpg': open(404),
  'GET /s/[token]/[...rest]': open(404),

  // Signing in
  'POST /api/session': json(open(400)),
  'DELETE /api/session': anyone(204),
  'POST /api/setup': json(open(404), {
    token: 'x',
    name: 'Eve',
    email: 'eve@bunch.test',
    password: 'quiet rain on tin',
  }),
  'POST /api/invites/accept': json(open(404), {
    token: 'x',
    name: 'Eve',
    email: 'eve@bunch.test',
    password: 'quiet rain on tin',
  }),
  'POST /api/password/forgot': json(open(400)),
  'POST /api/password/reset': json(open(404), { token: 'x', password: 'quiet rain on tin' }),
  'GET /api/oidc/start': open(404),
  'GET /api/oidc/callback': open(404),
  'POST /api/oidc/link': anyone(404),
  'DELETE /api/oidc/link': anyone(204),
  'GET /api/healthz': open(),
  'GET /api/readyz': open(),

  // Oneself
  'GET /api/me': anyone(),
  'PATCH /api/me': json(anyone(400), { role: 'owner' }),
  'PUT /api/me/avatar': anyone(415),
  'DELETE /api/me/avatar': anyone(204),
  'POST /api/me/password': json(anyone(400)),
  'GET /api/me/sessions': anyone(),
  'DELETE /api/me/sessions': anyone(204),
  'DELETE /api/me/sessions/[sessionId]': theirs,
  'GET /api/me/keys': anyone(),
  'POST /api/me/keys': json(makers),
  'DELETE /api/me/keys/[keyId]': theirs,

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
  'DELETE /api/admin/invites/[inviteId]': admins(),
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
  'POST /api/contact-sheet': json(theirs, {
    imageIds: [crypto.randomUUID()],
    format: 'pdf',
    title: '',
    paper: 'a4',
    landscape: false,
    columns: 4,
    captions: [],
  }),
  'POST /api/contact-sheet/pictures': json(anyone(), { imageIds: [crypto.randomUUID()] }),
  'GET /api/images/[imageId]': theirs,
  'PATCH /api/images/[imageId]': json(theirsToChange, { note: 'mine' }),
  'DELETE /api/images/[imageId]': theirsToChange,
  'POST /api/images/marks': json(theirsToChange, { imageIds: [crypto.randomUUID()], rating: 5 }),
  'GET /api/tags': anyone(),
  'POST /api/images/zip': json(anyone(404), { imageIds: [crypto.randomUUID()] }),
  'POST /api/images/tags': json(anyone(), { imageIds: [crypto.randomUUID()] }),
  'POST /api/images/trash': json(theirsToChange, { imageIds: [crypto.randomUUID()] }),
  'POST /api/images/restore': json(theirsToChange, { imageIds: [crypto.randomUUID()] }),
  'GET /api/trash': { ...anyone(), viewer: 403 },
  // One's own; an admin who names the team's means no private ones.
  'POST /api/trash/empty': json({ ...anyone(), viewer: 403 }),
  'GET /api/images/[imageId]/boards': theirs,
  'POST /api/images/[imageId]/cancel': theirsToChange,
  'GET /api/images/[imageId]/export': theirs,
  'GET /api/images/[imageId]/file': theirs,
  'GET /api/images/[imageId]/lineage': theirs,
  'POST /api/images/[imageId]/redownload': theirsToChange,
  'POST /api/images/[imageId]/restore': theirsToChange,
  'POST /api/images/[imageId]/retry': json(theirsToChange, { id: crypto.randomUUID() }),
  'GET /api/images/[imageId]/thumb/[width]': theirs,
  'GET /api/library': anyone(),
  'GET /api/library/items': anyone(),
  'POST /api/library/items': json(anyone(400)),
  'GET /api/library/ids': anyone(),
  'GET /api/library/count': anyone(),
  'GET /api/library/facets': anyone(400),
  'GET /api/library/looks': anyone(),
  'GET /api/library/suggestions': anyone(),
  // No picture is sent; whose it could be, `find-by-picture.integration.test.ts` tells.
  'POST /api/library/find': anyone(415),
  'POST /api/matrices': json(makers),
  'GET /api/matrices/[matrixId]': theirs,
  'GET /api/matrices/[matrixId]/export': theirs,
  'GET /api/prompts': anyone(),
  'POST /api/prompts': json(makers),
  'PATCH /api/prompts/[promptId]': json(theirsToChange, { name: 'Mine now' }),
  'DELETE /api/prompts/[promptId]': theirsToChange,
  'GET /api/references': anyone(400),
  'POST /api/references': { ...makers, member: 415, admin: 415 },
  'GET /api/references/[referenceId]': theirs,
  'GET /api/references/[referenceId]/thumb': theirs,
  'POST /api/references/from-image': json(makers),
  'POST /api/references/url': json(makers),
  'POST /api/recipes/read': { ...makers, member: 200, admin: 200 },
  'GET /api/queue': anyone(),
  'POST /api/queue/resume': { ...anyone(), viewer: 403 },
  'GET /api/events': anyone(),

  // Kits: everybody's to see and use, their owner's and admins' to change
  'GET /api/kits': anyone(),
  'POST /api/kits': json(makers),
  'GET /api/kits/[kitId]': anyone(),
  'GET /api/kits/[kitId]/versions': anyone(),
  'PUT /api/kits/[kitId]': json(admins(), { name: 'Ours', content: KIT_CONTENT, version: 1 }),
  'PATCH /api/kits/[kitId]': json(admins(), { name: 'Ours too' }),
  'DELETE /api/kits/[kitId]': admins(204),

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
  'GET /api/boards/[boardId]/transfer': theirsToChange,
  'POST /api/boards/[boardId]/transfer': json(theirsToChange, { personId: crypto.randomUUID() }),
  'GET /api/searches': anyone(),
  'POST /api/searches': json(makers),
  'GET /api/searches/[searchId]': theirs,
  'PATCH /api/searches/[searchId]': json(theirsToChange, { name: 'Mine now' }),
  'DELETE /api/searches/[searchId]': theirsToChange,
  'POST /api/searches/[searchId]/restore': theirsToChange,
  'GET /api/shares': anyone(),
  'POST /api/shares': json(makers),
  // Admins see everybody's links and end them; an address is for its maker alone.
  'PATCH /api/shares/[shareId]': json({ ...theirsToChange, admin: 200 }),
  'POST /api/shares/[shareId]/rotate': { ...theirsToChange, admin: 403 },
  'POST /api/shares/[shareId]/revoke': { ...theirs, admin: 200 },

  // For programs: a session opens nothing here, and a key only what its maker may.
  'GET /v1/models': program(200),
  'GET /v1/models/[modelId]': program(200),
  'POST /v1/images/generations': json(program(400)),
  'GET /v1/images/generations/[generationId]': program(404),
  'GET /v1/files/[file]': open(404),
  'GET /v1/[...path]': program(404),
  'POST /v1/[...path]': program(404),
  'PUT /v1/[...path]': program(404),
  'PATCH /v1/[...path]': program(404),
  'DELETE /v1/[...path]': program(404),
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
      const nowhere = path.replace(/\[[^\]]+\]/g, 'x')
      const { status } = await fetch(`${studio.url}${nowhere}`, { method, redirect: 'manual' })
      if (status !== 405) found.push(`${method} ${path}`)
    }
  }
  return found.sort()
}

/** The owner's private things, by the names that routes give their ids. */
async function privateThings(studio: Studio) {
  const ask = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await studio.fetch(path, init)
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const send = <T>(path: string, body: unknown, method = 'POST') =>
    ask<T>(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

  const first = await makeRun(studio, { prompt: 'A secret [sandbox: instant]', private: true })
  const from = only(first)
  const reference = await send<ReferenceDto>('/api/references/from-image', { imageId: from.id })
  const prompt = 'A secret made of a secret [sandbox: instant]'
  const run = await makeRun(studio, { prompt, private: true, referenceIds: [reference.id] })
  const image = only(run)
  const matrix = await send<MatrixDto>('/api/matrices', {
    id: crypto.randomUUID(),
    base: {
      prompt: 'A {secret|riddle} [sandbox: instant]',
      model: 'nano-banana-2',
      ratio: '1:1',
      tier: '512',
      n: 1,
      temperature: null,
      referenceIds: [],
      private: true,
    },
    axes: [{ kind: 'slot', name: '1', values: ['secret', 'riddle'] }],
    pictures: 2,
  })
  const saved = await send<SavedPromptDto>('/api/prompts', {
    name: 'Secret words',
    folder: '',
    prompt: 'a secret {thing}',
    slots: { thing: ['secret'] },
    shared: false,
  })
  const board = await send<BoardDto>('/api/boards', { name: 'Secrets', access: 'private' })
  await send(`/api/boards/${board.id}/images`, { imageIds: [image.id] })
  const search = await send<SavedSearchDto>('/api/searches', {
    name: 'Secrets',
    query: 'q=secret',
    shared: false,
  })
  const kit = await send<KitDto>('/api/kits', { name: 'Team kit', content: KIT_CONTENT })
  const { share, url } = await send<MadeShareDto>('/api/shares', {
    kind: 'images',
    imageIds: [image.id],
    password: PASSWORD,
    title: '',
    note: '',
    allowDownload: true,
    showPrompt: false,
    showMaker: false,
    expiresAt: null,
  })
  const key = await send<MadeApiKeyDto>('/api/me/keys', { name: 'Robot' })
  const { invite } = await send<{ invite: { id: string } }>('/api/admin/invites', { role: 'viewer' })
  const sessions = await ask<{ items: { id: string }[] }>('/api/me/sessions', {})
  return {
    generationId: run.id,
    imageId: image.id,
    referenceId: reference.id,
    boardId: board.id,
    searchId: search.id,
    kitId: kit.id,
    shareId: share.id,
    token: url.split('/').at(-1) ?? '',
    keyId: key.id,
    inviteId: invite.id,
    sessionId: sessions.items[0]?.id ?? '',
    personId: run.person.id,
    matrixId: matrix.id,
    promptId: saved.id,
    width: '320',
    n: '1',
    modelId: 'nano-banana-2',
  }
}

const PASSWORD = 'open sesame please'

/** The address of a route with the owner's ids in it. */
function address(route: string, things: Record<string, string>): string {
  return route.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    if (name === 'file') return route.startsWith('/s/') ? '1.png' : `${things.imageId}.png`
    return things[name] ?? 'nothing'
  })
}

/** What each of them sends along to say who they are. */
async function credentials(studio: Studio, token: string) {
  const signedIn = async (role: 'viewer' | 'member' | 'admin', name?: string) => {
    const person = await addColleague(studio, role, name)
    return { person, cookie: await studio.signIn(person) }
  }
  const viewer = await signedIn('viewer')
  const admin = await signedIn('admin')
  const member = await signedIn('member')
  const suspended = await signedIn('member', 'The suspended')
  const people = await (await studio.fetch('/api/admin/people')).json()
  const { id } = people.items.find((one: { email: string }) => one.email === suspended.person.email)
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ suspended: true })
  const ended = await studio.fetch(`/api/admin/people/${id}`, { method: 'PATCH', headers: json, body })
  expect(ended.status).toBe(200)

  const made = await fetch(`${studio.url}/api/me/keys`, {
    method: 'POST',
    headers: { ...json, cookie: member.cookie, origin: studio.url },
    body: JSON.stringify({ name: 'Robot' }),
  })
  const unlock = await fetch(`${studio.url}/s/${token}/unlock`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: studio.url },
    body: new URLSearchParams({ password: PASSWORD }),
  })
  const link = unlock.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const headers: Record<Who, Record<string, string>> = {
    nobody: {},
    link: { cookie: link.join('; ') },
    key: { authorization: `Bearer ${(await made.json()).key}` },
    suspended: { cookie: suspended.cookie },
    viewer: { cookie: viewer.cookie },
    member: { cookie: member.cookie },
    admin: { cookie: admin.cookie },
  }
  return { headers, people: { viewer: viewer.person, member: member.person, admin: admin.person } }
}

test('every route and method of the build, tried by everybody it does not belong to', async ({
  newStudio,
}) => {
  test.setTimeout(180_000)
  const studio = await newStudio()
  await studio.start()
  expect(await builtRoutes(studio), 'routes of the build').toEqual(Object.keys(EXPECTED).sort())

  const things = await privateThings(studio)
  const who = await credentials(studio, things.token)
  // What ends sessions comes last, each with new ones.
  const ends = (route: string) => /^DELETE .*sessions?$/.test(route)
  const routes = Object.entries(EXPECTED).sort(([a], [b]) => Number(ends(a)) - Number(ends(b)))
  const wrong: string[] = []
  for (const [name, expectation] of routes) {
    const { answers, body } =
      'answers' in expectation ? expectation : { answers: expectation, body: undefined }
    const [method = '', route = ''] = name.split(' ')
    for (const [role, person] of Object.entries(who.people)) {
      if (ends(name)) who.headers[role as Who] = { cookie: await studio.signIn(person) }
    }
    for (const person of WHO) {
      const headers = { ...who.headers[person], origin: studio.url }
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const form = route.endsWith('/unlock') ? { body: new URLSearchParams({ password: 'a guess' }) } : sent
      const answer = await fetch(`${studio.url}${address(route, things)}`, {
        method,
        redirect: 'manual',
        headers:
          form === sent && body !== undefined ? { ...headers, 'content-type': 'application/json' } : headers,
        ...form,
      })
      await answer.body?.cancel()
      if (answer.status !== answers[person]) {
        wrong.push(`${name} as ${person}: ${answer.status}, expected ${answers[person]}`)
      }
    }
  }
  expect(wrong).toEqual([])
})
