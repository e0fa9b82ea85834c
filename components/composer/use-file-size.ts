'use client'

import { useFormatter } from 'next-intl'
import { useCallback } from 'react'

const KB = 1024
const MB = KB * KB

/** Bytes in the units people know from their files: `412 kB`, `3.4 MB`. */
export function useFileSize() {
  const format = useFormatter()
  return useCallback(
    (bytes: number) =>
      bytes < MB
        ? format.number(bytes / KB, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
        : format.number(bytes / MB, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
    [format],
  )
}
