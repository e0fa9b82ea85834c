import { Brush, Images, LayoutDashboard, Link2, Package } from 'lucide-react'
import { may, type Role } from '#lib/accounts/roles.ts'

/** The places of the studio, in the rail's order. */
const AREAS = [
  { key: 'studio', href: '/', icon: Brush },
  { key: 'gallery', href: '/gallery', icon: Images },
  { key: 'boards', href: '/boards', icon: LayoutDashboard },
  { key: 'kits', href: '/kits', icon: Package },
  { key: 'links', href: '/links', icon: Link2 },
] as const

/** The places that a role has any use for: who makes nothing has no links. */
export function areasFor(role: Role) {
  return AREAS.filter(({ key }) => key !== 'links' || may(role, 'make'))
}

/** Areas that a phone's bottom bar has no room for: they stand in the sheet of the person. */
export const inSheet = (key: string) => key === 'kits'

/** True where `path` lies inside the area. */
export function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
