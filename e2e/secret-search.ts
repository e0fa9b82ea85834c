/** So much of a key in one piece is as good as a leak. */
const PIECE = 12

/** Base64 in which the bytes can stand inside a longer text: the three ways in which they fall into its groups. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
    // The characters at both ends also hold bits of what stands around it.
    const inner = encoded.slice(Math.ceil((shift * 4) / 3), -1)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Every piece by which a key would be recognised: as it is, and as programs encode it. */
export function piecesOf(key: string): string[] {
  const bytes = Buffer.from(key)
  const hex = bytes.toString('hex')
  const forms = [key, encodeURIComponent(key), ...base64Forms(bytes), hex, hex.toUpperCase()]
  const pieces = forms.flatMap((form) =>
    Array.from({ length: form.length - PIECE + 1 }, (_, at) => form.slice(at, at + PIECE)),
  )
  return [...new Set(pieces)]
}

/** Every way in which the address of a server on the loopback interface could be written. */
export function addressesOf(url: string): string[] {
  const { port } = new URL(url)
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`)
  return hosts.flatMap((host) => [host, encodeURIComponent(host)])
}

/** The places of `text` in which one of the needles stands, with what is around it. */
export function findAny(text: Buffer | string, needles: readonly string[]): string[] {
  // Bytes as they are: the needles are ASCII, and a picture or an archive is searched like a text.
  const haystack = typeof text === 'string' ? text : text.toString('latin1')
  const at = needles.map((needle) => haystack.indexOf(needle)).find((place) => place >= 0)
  return at === undefined ? [] : [haystack.slice(Math.max(0, at - 60), at + 60)]
}
