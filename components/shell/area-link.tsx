'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'

interface AreaLinkProps extends ComponentProps<'a'> {
  href: string
}

/**
 * A link to a page of the studio that opens without loading the document again. In place of `next/link`, which brings
 * the formatting of addresses from objects and a queue of prefetches with it: 3 kB for the two areas there are.
 */
export function AreaLink({ href, ...props }: AreaLinkProps) {
  const router = useRouter()
  const follow = (event: MouseEvent) => {
    // A new tab or window is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    router.push(href)
  }
  const prefetch = () => router.prefetch(href)
  return <a href={href} onClick={follow} onPointerEnter={prefetch} onFocus={prefetch} {...props} />
}
