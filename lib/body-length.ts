import 'server-only'
import type { ServerResponse } from 'node:http'

/**
 * In this header a route says how many bytes its body has. Next drops `content-length` from the answers of route
 * handlers, and without one a download shows no progress and HEAD tells no size.
 */
export const BODY_LENGTH_HEADER = 'x-body-length'

/** In this header a route says how it has compressed its body; Next drops `content-encoding`, too. */
export const BODY_ENCODING_HEADER = 'x-body-encoding'

/**
 * Writes a content type as the text it is. Next hands over every header of a route handler as a list of one, and a list is no
 * type that compression knows: JSON and the pages of share links would travel uncompressed.
 */
function keepContentTypePlain(response: ServerResponse): void {
  response.setHeader = new Proxy(response.setHeader, {
    apply(setHeader, self, [name, value]: [string, unknown]) {
      const plain = /^content-type$/i.test(name) && Array.isArray(value) && value.length === 1
      return Reflect.apply(setHeader, self, [name, plain ? value[0] : value])
    },
  })
}

/**
 * Turns `BODY_LENGTH_HEADER` into `content-length` as the headers are written, unless the body was compressed since, and
 * `BODY_ENCODING_HEADER` into `content-encoding`.
 */
export function announceBodyLength(response: ServerResponse): void {
  keepContentTypePlain(response)
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, args) {
      const encoding = response.getHeader(BODY_ENCODING_HEADER)
      if (encoding !== undefined) {
        response.removeHeader(BODY_ENCODING_HEADER)
        response.setHeader('content-encoding', encoding)
      }
      const length = response.getHeader(BODY_LENGTH_HEADER)
      if (length !== undefined) {
        response.removeHeader(BODY_LENGTH_HEADER)
        if (!response.hasHeader('content-encoding')) response.setHeader('content-length', length)
      }
      return Reflect.apply(writeHead, self, args)
    },
  })
}
