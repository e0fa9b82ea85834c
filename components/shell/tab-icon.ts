/**
 * The tab's icon as a data address: the mark, with a dot in its corner while pictures are being made (ring) or once
 * some are finished and unseen (filled).
 */
export function tabIcon(state: 'idle' | 'busy' | 'finished'): string {
  const dot = {
    idle: '',
    busy: '<circle cx="24" cy="24" r="7" fill="#fff" stroke="#2b2001" stroke-width="3" stroke-dasharray="12 5"/>',
    finished: '<circle cx="24" cy="24" r="8" fill="#2f8f4e" stroke="#fff" stroke-width="2"/>',
  }[state]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#f6d52f"/><g fill="none" stroke="#2b2001" stroke-width="3" stroke-linecap="round"><path d="M21.5 6.5C22 15 17 20 8 19"/><path d="M21.5 6.5C25 16 20 24.5 11 24.5"/><path d="M21.5 6.5C19 12 14.5 14 8.5 13"/></g>${dot}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** The tab's title: how many are being made, or how many finished while nobody looked. */
export function tabTitle(title: string, making: number, finished: number): string {
  const bare = title.replace(/^(\(\d+\)|✓ \d+ ·) /, '')
  if (making > 0) return `(${making}) ${bare}`
  return finished > 0 ? `✓ ${finished} · ${bare}` : bare
}
