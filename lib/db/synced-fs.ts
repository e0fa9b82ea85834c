import 'server-only'
import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What PGlite's WebAssembly module hands to a file system; its own types leave the parts used here out. */
interface Stream {
  node: unknown
  /** The file's descriptor in Node; directories have none. */
  nfd?: number
}
interface NodeFsModule {
  realPath(node: unknown): string
  stream_ops: { fsync?: (stream: Stream) => number }
}
interface WasmModule {
  NODEFS?: NodeFsModule
  FS: { filesystems: { NODEFS: NodeFsModule } }
}

/** WASI's number for an input/output error. PostgreSQL panics on it, as it must: what it wrote may be lost. */
const EIO = 29

/**
 * PGlite's file system on a folder, with writes that reach the disk. Out of the box PostgreSQL's `fsync` ends in
 * nothing there, so that a power cut could lose what was committed, or tear the files.
 */
export class SyncedNodeFS extends NodeFS {
  /** How often a file or directory was synced; a test counts on it. */
  syncs = 0
  readonly #onError: (error: unknown) => void

  constructor(folder: string, onError: (error: unknown) => void) {
    super(folder)
    this.#onError = onError
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const addSync = (module: unknown) => {
      const wasm = module as WasmModule
      const nodeFs = wasm.NODEFS ?? wasm.FS.filesystems.NODEFS
      nodeFs.stream_ops.fsync = (stream) => this.#sync(nodeFs, stream)
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRuns(emscriptenOpts.preRun), addSync] } }
  }

  #sync(nodeFs: NodeFsModule, stream: Stream): number {
    try {
      this.syncs++
      if (stream.nfd !== undefined) {
        fdatasyncSync(stream.nfd)
      } else {
        const folder = openSync(nodeFs.realPath(stream.node), 'r')
        try {
          fsyncSync(folder)
        } finally {
          closeSync(folder)
        }
      }
      return 0
    } catch (error) {
      this.#onError(error)
      return EIO
    }
  }
}

function preRuns<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
