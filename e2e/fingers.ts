import type { CDPSession, Page } from 'playwright/test'
import { still } from './still.ts'

export interface Spot {
  x: number
  y: number
}

/** The parts of a way at which a finger is told of. */
const STEPS = [0.25, 0.5, 0.75, 1] as const

function between(from: Spot, to: Spot, part: number): Spot {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/** Real fingers on a page's screen, as its browser gets them from the system. */
export class Fingers {
  readonly #page: Page
  readonly #session: CDPSession
  #spots: readonly Spot[] = []

  private constructor(page: Page, session: CDPSession) {
    this.#page = page
    this.#session = session
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(page, await page.context().newCDPSession(page))
  }

  #send(type: 'touchStart' | 'touchMove' | 'touchEnd', spots: readonly Spot[]) {
    const touchPoints = spots.map(({ x, y }, id) => ({ x, y, id }))
    return this.#session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }

  /** Puts fingers down, one after the other, once nothing moves under them. */
  async put(...spots: Spot[]): Promise<void> {
    await still(this.#page)
    for (let count = 1; count <= spots.length; count++) await this.#send('touchStart', spots.slice(0, count))
    this.#spots = spots
  }

  /** Moves them to other spots, in steps. */
  async moveTo(...spots: Spot[]): Promise<void> {
    for (const part of STEPS) {
      await this.#send(
        'touchMove',
        this.#spots.map((from, finger) => between(from, spots[finger] ?? from, part)),
      )
    }
    this.#spots = spots
  }

  /** Draws one finger over the screen: down, on and away, with no rest that would make it a finger that is held. */
  async swipe(from: Spot, to: Spot): Promise<void> {
    await still(this.#page)
    await Promise.all([
      this.#send('touchStart', [from]),
      ...STEPS.map((part) => this.#send('touchMove', [between(from, to, part)])),
      this.#send('touchEnd', []),
    ])
  }

  async lift(): Promise<void> {
    await this.#send('touchEnd', [])
    this.#spots = []
  }
}
