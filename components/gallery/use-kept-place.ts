import { useLayoutEffect, useRef } from 'react'

/** Nearer to the top than this, new pictures are to be seen rather than kept away. */
const AT_TOP = 200

/** Keeps what is looked at where it is while new pictures arrive above it. */
export function useKeptPlace(newest: string | undefined, count: number, height: number): void {
  const before = useRef({ newest, count, height })
  useLayoutEffect(() => {
    const { newest: known, count: fewer, height: lower } = before.current
    before.current = { newest, count, height }
    const arrived = known !== undefined && known !== newest && count > fewer
    if (arrived && window.scrollY > AT_TOP) window.scrollBy({ top: height - lower, behavior: 'instant' })
  }, [newest, count, height])
}
