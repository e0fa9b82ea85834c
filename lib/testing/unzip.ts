import yauzl from 'yauzl'

/** The files of a ZIP in their order, read by another program than the one that writes it. */
export async function unzip(zip: Uint8Array): Promise<{ name: string; bytes: Buffer }[]> {
  const opened = await yauzl.fromBufferPromise(Buffer.from(zip))
  const files: { name: string; bytes: Buffer }[] = []
  for await (const entry of opened.eachEntry()) {
    const stream = await opened.openReadStreamPromise(entry)
    files.push({ name: entry.fileName, bytes: Buffer.concat(await Array.fromAsync(stream)) })
  }
  return files
}
