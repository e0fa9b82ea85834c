import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { boardPath } from '#lib/boards/client.ts'

/** The way to a board's page. */
export function useGoToBoard(): (id: string) => void {
  const router = useRouter()
  return useCallback((id: string) => router.push(boardPath(id)), [router])
}
