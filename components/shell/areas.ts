import { Brush, Images, Link2 } from 'lucide-react'

/** The places of the studio, in the rail's order. */
export const AREAS = [
  { key: 'studio', href: '/', icon: Brush },
  { key: 'gallery', href: '/gallery', icon: Images },
  { key: 'links', href: '/links', icon: Link2 },
] as const

/** True where `path` lies inside the area. */
export function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
