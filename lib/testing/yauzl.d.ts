/** What the tests use of yauzl 3, which brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  interface Entry {
    /** Decoded and checked: relative, without backslashes. */
    fileName: string
    /** 0: stored as it is. */
    compressionMethod: number
  }
  interface ZipFile {
    entryCount: number
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
  }
  const yauzl: { fromBufferPromise(buffer: Buffer): Promise<ZipFile> }
  export default yauzl
}
