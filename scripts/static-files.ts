import { createReadStream, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, relative, sep } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const FOLDER = join('.next', 'static')

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** Writes a Brotli copy beside every script and style sheet of the build: the smallest there is, paid for once. */
export function compressStaticFiles(folder = FOLDER): void {
  for (const file of globSync('**/*.{js,css}', { cwd: folder })) {
    const bytes = readFileSync(join(folder, file))
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    }
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes, { params }))
  }
}

function takesBrotli(request: IncomingMessage): boolean {
  return /(^|[\s,])br\s*($|,|;(?!\s*q=0(\.0*)?\s*($|,)))/.test(
    String(request.headers['accept-encoding'] ?? ''),
  )
}

/**
 * Answers requests for the build's scripts and style sheets with their Brotli copies. Names hold a hash of what is in
 * the file, so it may be kept forever. Everything else is Next's, which compresses with gzip while it sends.
 *
 * @returns a function that is true where it has answered
 */
export function createStaticFiles(folder = FOLDER) {
  // Only what the build made is looked up: a path of a request never reaches the file system.
  const known = new Map<string, { path: string; bytes: number }>(
    globSync('**/*.br', { cwd: folder }).map((file) => {
      const path = join(folder, file)
      const name = relative(folder, path).split(sep).join('/').slice(0, -'.br'.length)
      return [`/_next/static/${name}`, { path, bytes: statSync(path).size }]
    }),
  )
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!request.url?.startsWith('/_next/static/') || !takesBrotli(request)) return false
    const name = request.url.split('?', 1)[0] ?? ''
    const file = known.get(name)
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)]
    if (!file || !type) return false
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'br',
      'content-length': file.bytes,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    if (request.method === 'HEAD') response.end()
    else {
      createReadStream(file.path)
        .on('error', (error) => response.destroy(error))
        .pipe(response)
    }
    return true
  }
}
