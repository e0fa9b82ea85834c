import 'server-only'
import type { Env } from '#lib/env.ts'

/** A letter to one address. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

export interface Mailer {
  /** Resolves once the mail server has taken the letter. @throws what the server said, or that it could not be reached */
  send(mail: Mail): Promise<void>
}

/** For connecting, for the server's greeting and for every answer. */
const TIMEOUT_MS = 15_000

/** The studio's way of sending mail; `null` where none is set up. */
export function createMailer(env: Pick<Env, 'SMTP_URL' | 'BUNCH_MAIL_FROM'>): Mailer | null {
  const { SMTP_URL: url, BUNCH_MAIL_FROM: from } = env
  if (url === undefined || from === undefined) return null
  return {
    async send(mail) {
      // Fetched with the first letter: most studios never send one.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        url,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        // A letter is words of ours: nothing in it is to be fetched from a disk or an address.
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      try {
        await transport.sendMail({ from, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } })
      } finally {
        transport.close()
      }
    },
  }
}

/** Why no letters leave: no server is set up, or the studio does not know the address people open. */
export type MailProblem = 'no_server' | 'no_url'

/** Whether letters with links can be sent; else what is missing. */
export function mailProblem(studio: { env: Env; mailer: Mailer | null }): MailProblem | null {
  if (!studio.mailer) return 'no_server'
  return studio.env.BUNCH_URL === undefined ? 'no_url' : null
}

/**
 * A link for a letter. From `BUNCH_URL` alone: with what a request's headers say, a stranger could have links to a server
 * of theirs sent to our people.
 */
export function mailLink(studio: { env: Env; mailer: Mailer | null }, path: string): string | null {
  return mailProblem(studio) === null ? `${studio.env.BUNCH_URL}${path}` : null
}
