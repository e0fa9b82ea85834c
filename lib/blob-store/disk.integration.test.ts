import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeBlobStore } from './contract.ts'
import { openDiskBlobStore } from './disk.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunch-blobs-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeBlobStore('disk', () => openDiskBlobStore(folder))

describe('disk blob store', () => {
  it('removes parts whose writer is gone, and only those', async () => {
    const store = join(folder, 'leftovers')
    await openDiskBlobStore(store)
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    const part = (await readdirAfterStage(store)).replace(`.${process.pid}.`, '.PID.')
    await writeFile(join(store, 'parts', part.replace('PID', String(gone))), 'half')
    await writeFile(join(store, 'parts', part.replace('PID', String(process.ppid))), 'being written')
    await writeFile(join(store, 'parts', 'othermachine.1.x.part'), 'being written')
    await openDiskBlobStore(store)
    expect((await readdir(join(store, 'parts'))).sort()).toEqual(
      [part.replace('PID', String(process.ppid)), 'othermachine.1.x.part'].sort(),
    )
  })

  it('lists only names that say whole bytes', async () => {
    const path = join(folder, 'names')
    const store = await openDiskBlobStore(path)
    await mkdir(join(path, 'staged'), { recursive: true })
    await writeFile(join(path, 'staged', '.DS_Store'), '')
    await writeFile(join(path, 'staged', `abc.${'0'.repeat(63)}`), '')
    expect(await store.staged()).toEqual([])
  })
})

describe('a full disk', () => {
  const script = `
    import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
    const store = await openDiskBlobStore(process.argv[1])
    async function* picture() { for (let i = 0; i < 80; i++) yield new Uint8Array(65_536) }
    for (const write of [() => store.stage('attempt', picture()), () => store.put('thumbs/x', new Uint8Array(5_000_000))])
      try { await write(); console.log('written') } catch (error) { console.log(error.name, error.cause.code) }
    console.log((await store.staged()).length, (await import('node:fs')).readdirSync(process.argv[1] + '/parts').length)`
  const node = [process.execPath, '--conditions=react-server', '--input-type=module', '-e', script]

  it('is told as such, and leaves nothing behind', async () => {
    const path = join(folder, 'full')
    await mkdir(path)
    // A disk of two megabytes where the machine lets us mount one, else a limit on the size of files.
    const mounted = spawnSync(
      'unshare',
      [
        '--user',
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        'mount -t tmpfs -o size=2m none "$0" && exec "$@"',
        path,
        ...node,
        path,
      ],
      { encoding: 'utf8' },
    )
    const result = mounted.stdout
      ? mounted
      : spawnSync('sh', ['-c', 'ulimit -f 1000 && exec "$@"', 'sh', ...node, path], { encoding: 'utf8' })
    expect(result.stdout).toMatch(
      /^BlobStoreFullError (ENOSPC|EFBIG)\nBlobStoreFullError (ENOSPC|EFBIG)\n0 0\n$/,
    )
  })
})

/** The name of a part file of this process, seen while it is being written. */
async function readdirAfterStage(store: string): Promise<string> {
  const blobs = await openDiskBlobStore(store)
  let seen: string | undefined
  async function* source() {
    seen = (await readdir(join(store, 'parts')))[0]
    yield new Uint8Array(1)
  }
  await blobs.stage('seen', source())
  await blobs.unstage('seen')
  if (seen === undefined) throw new Error('no part file while staging')
  return seen
}
