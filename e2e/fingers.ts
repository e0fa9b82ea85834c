import type { CDPSession, Page } from 'playwright/test'
import { still } from './still.ts'

export interface Spot {
  x: number
  y: number
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
    // A picture may be growing into its place; and what a finger may take is told to the browser's compositor with the next
    // frame.
    await still(this.#page)
    await this.#page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    for (let count = 1; count <= spots.length; count++) await this.#send('touchStart', spots.slice(0, count))
    this.#spots = spots
  }

  /** Moves them to other spots, in steps. */
  async moveTo(...spots: Spot[]): Promise<void> {
    for (const part of [0.25, 0.5, 0.75, 1]) {
      const between = this.#spots.map((from, finger) => {
        const to = spots[finger] ?? from
        return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
      })
      await this.#send('touchMove', between)
    }
    this.#spots = spots
  }

  async lift(): Promise<void> {
    await this.#send('touchEnd', [])
    this.#spots = []
  }
}
