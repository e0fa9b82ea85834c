import { Brush, Images } from 'lucide-react'

/** The places of the studio, in the rail's order. */
export const AREAS = [
  { key: 'studio', href: '/', icon: Brush },
  { key: 'gallery', href: '/gallery', icon: Images },
] as const

/** True where `path` lies inside the area. */
export function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
