import 'server-only'
import pino, { type Logger } from 'pino'

export type Log = Logger

/** JSON lines on standard output. Anything that could hold a key is redacted wherever it stands. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.authorization', '*.headers.authorization', '*.apiKey', 'apiKey'],
      censor: '[redacted]',
    },
  })
}
