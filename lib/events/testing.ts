import type { Change, EventBus } from './bus.ts'

/** A bus that keeps what is announced, for tests of what announces. */
export function recordingBus(): EventBus & { announced: Change[] } {
  const announced: Change[] = []
  return {
    announced,
    announce: async (_, ...changes) => {
      announced.push(...changes)
    },
    subscribe: () => () => undefined,
    close: async () => undefined,
  }
}
