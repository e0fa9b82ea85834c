'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'

const OWN = [
  { key: 'profile', href: '/settings' },
  { key: 'security', href: '/settings/security' },
  { key: 'shortcuts', href: '/settings/shortcuts' },
  { key: 'keys', href: '/settings/keys' },
] as const

const TEAM = [
  { key: 'people', href: '/settings/people' },
  { key: 'audit', href: '/settings/audit' },
] as const

/** The pages of the settings: beside them on a desk, above them on a phone. */
export function SettingsNav({ team }: { team: boolean }) {
  const t = useTranslations('settings.nav')
  const path = usePathname()
  const links = (pages: typeof OWN | typeof TEAM) =>
    pages.map(({ key, href }) => (
      <li key={key}>
        <AreaLink
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className="flex h-9 items-center whitespace-nowrap rounded px-2 text-muted md:px-3 hover:bg-sunk hover:text-ink aria-[current=page]:bg-sunk aria-[current=page]:text-ink"
        >
          {t(key)}
        </AreaLink>
      </li>
    ))
  return (
    <nav aria-label={t('label')} className="-mx-4 overflow-x-auto px-4 md:mx-0 md:w-44 md:shrink-0 md:px-0">
      <ul className="flex md:flex-col md:gap-1">
        {links(OWN)}
        {team && (
          <>
            <li aria-hidden className="mx-1 w-px shrink-0 bg-line md:mx-3 md:my-2 md:h-px md:w-auto" />
            {links(TEAM)}
          </>
        )}
      </ul>
    </nav>
  )
}
