import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { type BlobStore, BlobStoreFullError } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import type { Change } from '#lib/events/bus.ts'
import { blackPng } from '#lib/images/testing.ts'
import { AVATAR } from './limits.ts'
import { profileChange } from './schema.ts'
import { avatarBytes, changeProfile, removeAvatar, setAvatar } from './service.ts'

const SCRIPT = '<script>alert(document.domain)</script>'

const flat = (width = 300, height = 200, background = '#c83232') =>
  sharp({ create: { width, height, channels: 3, background } })

async function* inChunks(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024)
}

describeEachDatabase('profile', (fresh) => {
  let db: Db
  let blobs: BlobStore
  const announced: Change[] = []
  const now = () => new Date('2026-11-22T10:00:00.000Z')
  const context = () => ({
    db,
    blobs,
    now,
    events: {
      announce: async (_: unknown, ...changes: Change[]) => void announced.push(...changes),
      subscribe: () => () => {},
      close: async () => {},
    },
  })

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
  })

  async function person() {
    const id = randomUUID()
    await db.insert(people).values({ id, name: 'Mei', email: `${id}@example.org` })
    return actorOf(id, 'member')
  }
  const rowOf = async ({ personId }: { personId: string }) => {
    const [row] = await db.select().from(people).where(eq(people.id, personId))
    if (!row) throw new Error('no such person')
    return row
  }
  const logOf = ({ personId }: { personId: string }) =>
    db.select().from(auditEntries).where(eq(auditEntries.personId, personId))
  const refused = (code: string, more = {}) => expect.objectContaining({ name: 'AppError', code, ...more })

  describe('name and preferences', () => {
    test('are stored; the name is told to everybody and to the log, the rest to nobody', async () => {
      const mei = await person()
      announced.length = 0
      await changeProfile(context(), mei, { name: ' Mei  Lin ', locale: 'zh-CN', theme: 'dark' })
      expect(await rowOf(mei)).toMatchObject({ name: 'Mei Lin', locale: 'zh-CN', theme: 'dark' })
      expect(announced).toEqual([{ type: 'person', id: mei.personId }])
      await changeProfile(context(), mei, { newPrivate: true, locale: null })
      expect(await rowOf(mei)).toMatchObject({ name: 'Mei Lin', locale: null, newPrivate: true })
      expect(await logOf(mei)).toMatchObject([
        {
          action: 'person.profile_changed',
          targetName: 'Mei Lin',
          details: { nameBefore: 'Mei', name: 'Mei Lin' },
        },
      ])
    })

    test('bidi controls and ends of lines do not come into a name, and markup stays text', async () => {
      const mei = await person()
      await changeProfile(context(), mei, { name: '\u202e<b>Mei</b>\r\n\u0000\u2066=1+1' })
      expect((await rowOf(mei)).name).toBe('<b>Mei</b> =1+1')
      await expect(changeProfile(context(), mei, { name: '\u202e\u200b' })).rejects.toEqual(
        refused('invalid_input', { field: 'name' }),
      )
    })

    test.each(['role', 'id', 'email', 'suspendedAt', 'avatarSha256'])(
      'mass assignment of role: a body with %s is refused',
      (field) => {
        expect(profileChange.safeParse({ name: 'Mei', [field]: 'owner' }).success).toBe(false)
        expect(profileChange.safeParse({ name: 'Mei' }).success).toBe(true)
      },
    )

    test('a person who was removed changes nothing', async () => {
      const mei = await person()
      await db.update(people).set({ removedAt: now() }).where(eq(people.id, mei.personId))
      await expect(changeProfile(context(), mei, { name: 'Back' })).rejects.toEqual(refused('not_found'))
      expect((await rowOf(mei)).name).toBe('Mei')
    })
  })

  describe('picture', () => {
    const put = async (bytes: Uint8Array, actor?: Awaited<ReturnType<typeof person>>) => {
      const who = actor ?? (await person())
      await setAvatar(context(), who, inChunks(bytes))
      const served = await avatarBytes({ db, blobs }, who.personId)
      return { who, served, bytes: Buffer.from(await blobs.bytes(served.key)) }
    }

    test.each([
      ['a PNG', (image: Sharp) => image.png()],
      ['a JPEG in CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
      ['a PNG of 16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
      ['a TIFF', (image: Sharp) => image.tiff()],
      ['an AVIF', (image: Sharp) => image.avif({ effort: 0 })],
      ['a GIF', (image: Sharp) => image.gif()],
    ])('%s becomes a square WebP of 256 pixels', async (_, encode) => {
      const { served, bytes } = await put(await encode(flat()).toBuffer())
      expect(served).toMatchObject({ mime: 'image/webp', size: bytes.length })
      expect(await sharp(bytes).metadata()).toMatchObject({
        format: 'webp',
        width: 256,
        height: 256,
        space: 'srgb',
      })
    })

    test('EXIF GPS and every other metadata is gone, and the turn is kept', async () => {
      const top = await flat(200, 100, '#00f').png().toBuffer()
      const exif = { IFD0: { Copyright: 'Mei' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } }
      const upload = await flat(200, 200, '#f00')
        .composite([{ input: top, top: 0, left: 0 }])
        .withExif(exif)
        .withMetadata({ orientation: 3 })
        .withIccProfile('p3')
        .jpeg()
        .toBuffer()
      expect((await sharp(upload).metadata()).exif).toBeDefined()
      const { bytes } = await put(upload)
      const metadata = await sharp(bytes).metadata()
      expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc]).toEqual(Array(4).fill(undefined))
      expect(bytes.includes('Mei')).toBe(false)
      // Upside down: red is on top now.
      const [red = 0, , blue = 0] = await sharp(bytes)
        .extract({ left: 128, top: 20, width: 1, height: 1 })
        .raw()
        .toBuffer()
      expect(red).toBeGreaterThan(blue)
    })

    test('a polyglot of PNG and HTML is only ever a picture', async () => {
      const { bytes } = await put(Buffer.concat([await flat().png().toBuffer(), Buffer.from(SCRIPT)]))
      expect(bytes.includes('<script')).toBe(false)
    })

    test.each([
      ['SVG', `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`],
      ['HTML', `<!doctype html>${SCRIPT}`],
      ['a script', 'alert(1)'],
      ['PDF', '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj'],
      ['zero bytes', ''],
    ])('%s as a picture is refused and changes nothing', async (_, text) => {
      const mei = await person()
      await expect(put(Buffer.from(text), mei)).rejects.toEqual(refused('avatar_unreadable'))
      expect((await rowOf(mei)).avatarSha256).toBeNull()
    })

    test('a bomb of 30,000 × 30,000 pixels is refused before it is unpacked', async () => {
      await expect(put(blackPng(30_000, 30_000))).rejects.toEqual(refused('avatar_unreadable'))
    })

    test('a truncated file is refused', async () => {
      const whole = await flat().jpeg().toBuffer()
      await expect(put(whole.subarray(0, whole.length / 2))).rejects.toEqual(refused('avatar_unreadable'))
    })

    test('too many bytes are refused before they are all here', async () => {
      let sent = 0
      async function* endless() {
        const chunk = Buffer.alloc(1024 * 1024)
        for (; sent < 200; sent++) yield chunk
      }
      await expect(setAvatar(context(), await person(), endless())).rejects.toEqual(
        refused('avatar_too_large', { params: { max: AVATAR.maxBytes / 1024 / 1024 } }),
      )
      expect(sent).toBeLessThan(30)
    })

    test('a full disk is named', async () => {
      const full = {
        ...context(),
        blobs: Object.create(blobs, {
          put: {
            value: async () => {
              throw new BlobStoreFullError(new Error('ENOSPC'))
            },
          },
        }),
      }
      const upload = await flat().png().toBuffer()
      await expect(setAvatar(full, await person(), inChunks(upload))).rejects.toEqual(refused('storage_full'))
    })

    test('another picture has another version, and without one there are none', async () => {
      const first = await put(await flat().png().toBuffer())
      const second = await put(await flat(300, 200, '#123').png().toBuffer(), first.who)
      expect(second.served.tag).not.toBe(first.served.tag)
      expect((await rowOf(first.who)).avatarSha256).toBe(second.served.tag)
      await removeAvatar(context(), first.who)
      await expect(avatarBytes({ db, blobs }, first.who.personId)).rejects.toEqual(refused('not_found'))
      await expect(avatarBytes({ db, blobs }, randomUUID())).rejects.toEqual(refused('not_found'))
      expect((await logOf(first.who)).map(({ details }) => details)).toEqual([
        { picture: 'changed' },
        { picture: 'changed' },
        { picture: 'removed' },
      ])
    })
  })
})
