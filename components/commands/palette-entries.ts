import {
  Bookmark,
  Folder,
  Languages,
  type LucideIcon,
  Package,
  Palette as Paint,
  Search,
  Settings,
  User,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { usePreference } from '#components/shell/use-preference.ts'
import { useModKey } from '#components/ui/mod-key.ts'
import { may } from '#lib/accounts/roles.ts'
import { boardPath, useBoards } from '#lib/boards/client.ts'
import { LOCALE_NAMES, LOCALES } from '#lib/i18n/locales.ts'
import { useKits } from '#lib/kits/client.ts'
import { librarySearch } from '#lib/library/query.ts'
import { usePeople } from '#lib/people/client.ts'
import { THEMES } from '#lib/profile/themes.ts'
import { searchPath, useSearches } from '#lib/searches/client.ts'
import { COMMANDS } from './catalogue.ts'
import { commandIcon } from './command-icons.ts'
import { currentKeymap, isOffered, runCommand } from './command-store.ts'
import { printedKey } from './keymap.ts'
import type { Findable } from './rank.ts'
import { picturesAtHand } from './use-picture-command.ts'

/** A line of the palette. */
export interface Entry extends Findable {
  key: string
  icon: LucideIcon
  /** What kind of thing it is, or what it is about. */
  hint?: string
  /** Its key as people read it. */
  keys?: string
  run: () => void
}

const PAGES = ['profile', 'security', 'keys', 'shortcuts'] as const
const TEAM_PAGES = ['people', 'audit'] as const

/** What can be done here and now: commands of the page, places to go, choices of how the studio looks. */
export function usePaletteEntries(): { entries: Entry[]; searchFor: (words: string) => Entry } {
  const t = useTranslations('commands')
  const settings = useTranslations('settings.nav')
  const looks = useTranslations('shell.preferences')
  const router = useRouter()
  const mod = useModKey()
  const { me } = useStudioFacts()
  const boards = useBoards().data
  const searches = useSearches().data
  const kits = useKits().data
  const people = usePeople().data
  const choose = usePreference()
  // As things stood when it was opened: the palette itself takes the focus.
  const [pictures] = useState(picturesAtHand)

  const entries = useMemo(() => {
    const keys = currentKeymap()
    const commands = COMMANDS.filter(
      ({ id, group }) => id !== 'palette' && isOffered(id) && (group !== 'picture' || pictures.length > 0),
    ).map(({ id, group }): Entry => {
      const key = keys.get(id)
      return {
        key: id,
        label: t(`names.${id}`),
        icon: commandIcon(id),
        ...(group === 'picture' ? { hint: t('pictures', { count: pictures.length }) } : {}),
        ...(key ? { keys: printedKey(key, mod) } : {}),
        run: () => void runCommand(id),
      }
    })
    const about = commands.filter(({ hint }) => hint !== undefined)
    const rest = commands.filter(({ hint }) => hint === undefined)
    const go = (key: string, label: string, icon: LucideIcon, hint: string, address: string): Entry => ({
      key,
      label,
      icon,
      hint,
      run: () => router.push(address),
    })
    const pages = [...PAGES, ...(may(me.role, 'administer') ? TEAM_PAGES : [])]
    return [
      ...about,
      ...rest,
      ...(boards ?? [])
        .filter((board) => board.archivedAt === null)
        .map((board) => go(board.id, board.name, Folder, t('kinds.board'), boardPath(board.id))),
      ...(searches ?? []).map((search) =>
        go(search.id, search.name, Bookmark, t('kinds.search'), searchPath(search)),
      ),
      ...(kits ?? [])
        .filter((kit) => !kit.archived)
        .map((kit) => go(kit.id, kit.name, Package, t('kinds.kit'), `/kits/${kit.id}`)),
      ...(people ?? []).map((person) =>
        go(
          person.id,
          person.name,
          User,
          t('kinds.person'),
          `/gallery?${librarySearch({ people: [person.id === me.id ? 'me' : person.id] })}`,
        ),
      ),
      ...pages.map((page) =>
        go(
          `settings.${page}`,
          settings(page),
          Settings,
          t('kinds.settings'),
          page === 'profile' ? '/settings' : `/settings/${page}`,
        ),
      ),
      ...THEMES.map(
        (theme): Entry => ({
          key: `theme.${theme}`,
          label: looks(`themes.${theme}`),
          icon: Paint,
          hint: looks('theme'),
          run: () => void choose({ theme }),
        }),
      ),
      ...LOCALES.map(
        (locale): Entry => ({
          key: `locale.${locale}`,
          label: LOCALE_NAMES[locale],
          icon: Languages,
          hint: looks('language'),
          run: () => void choose({ locale }),
        }),
      ),
    ]
  }, [t, settings, looks, router, mod, me, boards, searches, kits, people, choose, pictures])

  const searchFor = useCallback(
    (words: string): Entry => ({
      key: 'search-for',
      label: t('searchFor', { words }),
      icon: Search,
      run: () => router.push(`/gallery?${librarySearch({ text: words })}`),
    }),
    [t, router],
  )
  return { entries, searchFor }
}
