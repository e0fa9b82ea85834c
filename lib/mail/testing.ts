import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A letter as a mail server received it. */
export interface ReceivedMail {
  from: string
  to: string[]
  /** Header lines, unfolded, by lower-case name; encoded words as they came. */
  headers: Map<string, string>
  text: string
  html: string
}

export interface SmtpServer {
  url: string
  received: ReceivedMail[]
  /** From now on every letter is refused. */
  refuse(): void
  close(): Promise<void>
}

/** A real mail server that keeps what it receives. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const received: ReceivedMail[] = []
  let refusing = false
  const server = new SMTPServer({
    authOptional: true,
    // Without a certificate that anybody trusts.
    hideSTARTTLS: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusing) return done(new Error('550 no room'))
        const { mailFrom, rcptTo } = session.envelope
        const source = Buffer.concat(chunks).toString('utf8')
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          ...readMail(source),
        })
        done()
      })
    },
  })
  server.on('error', () => {
    // A client that leaves in the middle; the test that expects its letter says so.
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: () => {
      refusing = true
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function headersOf(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}

function split(source: string): [head: string, body: string] {
  const at = source.indexOf('\r\n\r\n')
  return [source.slice(0, at), source.slice(at + 4)]
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Reads a letter of two alternatives, as ours are. */
function readMail(source: string): Pick<ReceivedMail, 'headers' | 'text' | 'html'> {
  const [head, body] = split(source)
  const headers = headersOf(head)
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1]
  const parts = new Map<string, string>()
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const [partHead, partBody] = split(part.replace(/^\r\n/, ''))
    const partHeaders = headersOf(partHead)
    const type = partHeaders.get('content-type')?.split(';')[0] ?? ''
    parts.set(type, decode(partBody, partHeaders.get('content-transfer-encoding')))
  }
  return { headers, text: parts.get('text/plain') ?? '', html: parts.get('text/html') ?? '' }
}

/** The text of a header with encoded words. */
export function decodeHeader(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    )
}
