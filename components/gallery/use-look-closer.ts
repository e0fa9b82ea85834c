import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { comparePath } from '#components/compare/compare-ids.ts'
import { keepSheetIds } from '#components/contact-sheet/sheet-ids.ts'
import { address } from './kept-place.ts'
import { setAside } from './selection-store.ts'

/** Ways from a list to pages about some of its pictures. What is chosen is chosen again on the way back. */
export function useLookCloser() {
  const router = useRouter()
  return useMemo(() => {
    const go = (path: string) => {
      setAside(address())
      router.push(path)
    }
    return {
      compare: (imageIds: readonly string[]) => go(comparePath(imageIds)),
      sheet: (imageIds: readonly string[]) => {
        keepSheetIds(sessionStorage, imageIds)
        go('/contact-sheet')
      },
    }
  }, [router])
}
