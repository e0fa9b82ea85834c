import 'server-only'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

// The server's door and Next, which evaluates modules anew, share what is being answered.
const holder = globalThis as typeof globalThis & { bunchAnswers?: Set<ServerResponse> }

function underWay(): Set<ServerResponse> {
  holder.bunchAnswers ??= new Set()
  return holder.bunchAnswers
}

/** Counts an answer as under way until its last byte has left, or whoever asked has gone. */
export function noteAnswer(response: ServerResponse): void {
  const answers = underWay()
  answers.add(response)
  response.once('close', () => answers.delete(response))
}

/** Settles once the answers that are under way now have left, and after `mostMs` at the latest. */
export async function answersSent(mostMs: number): Promise<void> {
  const sent = [...underWay()].map(
    (response) => new Promise<void>((resolve) => response.once('close', resolve)),
  )
  await Promise.race([Promise.all(sent), sleep(mostMs, undefined, { ref: false })])
}
