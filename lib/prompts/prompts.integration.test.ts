import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { addPerson, addPictures } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, matrices, savedPrompts } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { recordingBus } from '#lib/events/testing.ts'
import { wordsVector } from '#lib/library/words.data.ts'
import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { promptsFor } from './data.ts'
import { promptHistory } from './history.data.ts'
import { PROMPT_LIMITS } from './limits.ts'
import { promptChange, promptInput } from './schema.ts'
import { changePrompt, deletePrompt, savePrompt } from './service.ts'

describeEachDatabase('prompts', (fresh) => {
  const events = recordingBus()
  let studio: Pick<Studio, 'db' | 'events' | 'now'>
  let db: Db
  let ann: Actor
  let ben: Actor
  let admin: Actor

  beforeAll(async () => {
    db = (await fresh()).database.db
    studio = { db, events, now: () => new Date('2026-11-22T10:00:00Z') }
    ann = await addPerson(db)
    ben = await addPerson(db)
    admin = await addPerson(db, 'admin')
  })

  const prompt = (more: object = {}) =>
    promptInput.parse({
      name: ' Cats ',
      folder: 'Animals',
      prompt: 'a {colour} cat\n',
      shared: false,
      ...more,
    })
  const seen = async (actor: Actor) => (await promptsFor(db, actor)).map(({ id }) => id)

  /** A run of these words. */
  const ran = async (maker: Actor, words: string, at: string, more: { deletedAt?: Date } = {}) => {
    await addPictures(db, maker, { madeAt: new Date(at) })
    await db
      .update(generations)
      .set({ prompt: words, words: wordsVector(words), ...more })
      .where(eq(generations.createdAt, new Date(at)))
  }
  const history = async (text: string, maker = ann, limit = 50) =>
    (await promptHistory(db, maker.personId, { text, limit })).map((item) => item.prompt)

  it('keeps a prompt as it is written, for its owner alone until it is shared', async () => {
    const saved = await savePrompt(studio, ann, prompt())
    expect(saved).toMatchObject({ name: 'Cats', folder: 'Animals', prompt: 'a {colour} cat\n', own: true })
    expect(await seen(ben)).not.toContain(saved.id)
    expect(await seen(admin)).not.toContain(saved.id)
    for (const other of [ben, admin]) {
      await expect(changePrompt(studio, other, saved.id, { name: 'Mine' })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(deletePrompt(studio, other, saved.id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await changePrompt(studio, ann, saved.id, { shared: true, folder: 'Felines' })
    const [shared] = (await promptsFor(db, ben)).filter(({ id }) => id === saved.id)
    expect(shared).toMatchObject({ own: false, folder: '', prompt: 'a {colour} cat\n' })
    for (const other of [ben, admin]) {
      await expect(changePrompt(studio, other, saved.id, { name: 'Mine' })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(deletePrompt(studio, other, saved.id)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await changePrompt(studio, ann, saved.id, { shared: false })
    expect(await seen(ben)).not.toContain(saved.id)
    await deletePrompt(studio, ann, saved.id)
    expect(await seen(ann)).not.toContain(saved.id)
  })

  it('keeps the values of the slots that the prompt names, also for whoever it is shared with', async () => {
    const slots = { size: ['small'], 材质: [' 玻璃 ', '"jade", green'], colour: ['red'], constructor: ['x'] }
    const text = '{材质} {constructor} {size} {a|b}'
    const saved = await savePrompt(studio, ann, prompt({ prompt: text, slots: { ...slots, 1: ['c'] } }))
    const kept = { 材质: ['玻璃', '"jade", green'], constructor: ['x'], size: ['small'] }
    expect(saved.slots).toEqual(kept)
    expect(Object.keys(saved.slots)).toEqual(['材质', 'constructor', 'size'])
    const stored = async () => (await db.select().from(savedPrompts).where(eq(savedPrompts.id, saved.id)))[0]
    expect((await stored())?.slots).toEqual(kept)

    const change = (more: object) => changePrompt(studio, ann, saved.id, promptChange.parse(more))
    await change({ shared: true })
    const shared = (await promptsFor(db, ben)).find(({ id }) => id === saved.id)
    expect(shared?.slots).toEqual(kept)
    expect((await savePrompt(studio, ben, promptInput.parse({ ...shared, shared: false }))).slots).toEqual(
      kept,
    )

    // What is left out stays, as far as the text still names it.
    expect((await change({ prompt: 'a {size} {place}' })).slots).toEqual({ size: ['small'] })
    expect((await change({ slots: { place: ['Ulm', '杭州'], size: ['big'] } })).slots).toEqual({
      size: ['big'],
      place: ['Ulm', '杭州'],
    })
    expect((await change({ slots: {} })).slots).toEqual({})
    expect((await savePrompt(studio, ann, prompt())).slots).toEqual({})
  })

  it('takes no more and no other values than a matrix', () => {
    const { valuesPerAxis, valueChars, slotChars } = MATRIX_LIMITS
    const long = 'x'.repeat(valueChars)
    const most = Array.from({ length: valuesPerAxis }, () => long)
    const taken = (slots: unknown) => promptChange.safeParse({ slots }).success
    expect(taken({ colour: most })).toBe(true)
    expect(taken({ ['c'.repeat(slotChars)]: ['red'] })).toBe(true)
    for (const slots of [
      { colour: [...most.slice(1), `${long}x`] },
      { colour: Array.from({ length: valuesPerAxis + 1 }, () => 'x') },
      { colour: most, place: ['x'] },
      { ['c'.repeat(slotChars + 1)]: ['red'] },
      { '': ['red'] },
      { colour: [] },
      { colour: [' '] },
      { colour: ['red\nblue'] },
      { colour: ['\0'] },
      { colour: ['\ud800'] },
      { colour: 'red' },
      ['red'],
      null,
    ]) {
      expect(taken(slots)).toBe(false)
    }
  })

  it('tells of a change those who see the prompt, or did until then', async () => {
    events.announced.length = 0
    const { id } = await savePrompt(studio, ann, prompt())
    await changePrompt(studio, ann, id, { shared: true })
    await changePrompt(studio, ann, id, { name: 'Dogs' })
    await changePrompt(studio, ann, id, { shared: false })
    await deletePrompt(studio, ann, id)
    const own = [ann.personId]
    expect(events.announced.map((change) => change.type === 'list' && change.to)).toEqual([
      own,
      null,
      null,
      null,
      own,
    ])
  })

  it('has room for so many and no more', async () => {
    const at = new Date()
    const rows = Array.from({ length: PROMPT_LIMITS.perPerson }, () => ({
      ...prompt(),
      id: crypto.randomUUID(),
      ownerId: ben.personId,
      createdAt: at,
      changedAt: at,
    }))
    await db.insert(savedPrompts).values(rows)
    await expect(savePrompt(studio, ben, prompt())).rejects.toMatchObject({ code: 'too_many_prompts' })
  })

  it('finds own prompts of the whole history, each once, the last used first, trash or not', async () => {
    await ran(ann, '雨中的红色灯笼', '2025-01-01T10:00:00Z')
    await ran(ann, 'A paper lantern in rain', '2025-01-02T10:00:00Z', { deletedAt: new Date() })
    await ran(ann, 'a glass bottle', '2025-01-03T10:00:00Z')
    await ran(ann, '雨中的红色灯笼', '2025-01-04T10:00:00Z')
    await ran(ben, 'somebody else’s lantern', '2025-01-05T10:00:00Z')
    expect(await history('')).toEqual(['雨中的红色灯笼', 'a glass bottle', 'A paper lantern in rain'])
    expect(await history('', ann, 2)).toEqual(['雨中的红色灯笼', 'a glass bottle'])
    expect(await history('lant')).toEqual(['A paper lantern in rain'])
    expect(await history('灯')).toEqual(['雨中的红色灯笼'])
    expect(await history('红色灯笼')).toEqual(['雨中的红色灯笼'])
    expect(await history('红灯笼')).toEqual([])
    expect(await history('?!')).toEqual([])
  })

  it('has one entry for a matrix: its template, with the values of its slots', async () => {
    const dora = await addPerson(db)
    const template = 'a {colour} {cat|dog} in {place}'
    const at = new Date('2025-02-01T10:00:00Z')
    const matrixId = crypto.randomUUID()
    const axes = [
      { kind: 'slot' as const, name: 'colour', values: ['red', '蓝色'] },
      { kind: 'slot' as const, name: '1', values: ['cat', 'dog'] },
      { kind: 'tier' as const, values: ['1K' as const] },
    ]
    await db
      .insert(matrices)
      .values({ id: matrixId, personId: dora.personId, template, axes, requestHash: 'x', createdAt: at })
    for (const [place, words] of ['a red cat in {place}', 'a 蓝色 dog in {place}'].entries()) {
      const when = new Date(at.getTime() + place).toISOString()
      await ran(dora, words, when)
      await db
        .update(generations)
        .set({ matrixId })
        .where(eq(generations.createdAt, new Date(when)))
    }
    await ran(dora, 'a red cat', '2025-02-02T10:00:00Z')
    const found = async (text: string) =>
      (await promptHistory(db, dora.personId, { text, limit: 50 })).map(({ prompt, slots }) => [
        prompt,
        slots,
      ])
    const whole = [template, [{ name: 'colour', values: ['red', '蓝色'] }]]
    expect(await found('')).toEqual([['a red cat', []], whole])
    expect(await found('蓝色')).toEqual([whole])
  })

  it('looks past one prompt that was used a thousand times', async () => {
    const cleo = await addPerson(db)
    const row = (words: string, at: number) => ({
      id: crypto.randomUUID(),
      personId: cleo.personId,
      source: 'studio' as const,
      prompt: words,
      model: 'nano-banana-2',
      ratio: '1:1',
      n: 1,
      expectedWidth: 512,
      expectedHeight: 512,
      sandbox: true,
      requestHash: 'x',
      createdAt: new Date(at),
      changedAt: new Date(at),
    })
    const rows = Array.from({ length: 1_000 }, (_, index) => row('again', 1_000_000 + index))
    await db.insert(generations).values([row('the oldest', 1), ...rows])
    expect(await history('', cleo)).toEqual(['again', 'the oldest'])
  })
})
