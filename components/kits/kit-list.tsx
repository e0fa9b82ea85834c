'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Shelf } from '#components/boards/shelf.tsx'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { useFormat } from '#components/picture/use-format.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { kitPath, useKits } from '#lib/kits/client.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import { KitThumbs } from './kit-thumbs.tsx'

const [NewKit, preload] = lazyDialog(() => import('./new-kit.tsx').then((module) => module.NewKit))

/** The team's kits as tiles of their references, the last changed first; archived ones behind a filter. */
export function KitList() {
  const t = useTranslations('kits')
  const kits = useKits()
  const mayMake = useMayMake()
  const [making, setMaking] = useState(false)
  return (
    <>
      <Shelf
        title={t('title')}
        words="kits.list"
        list={kits}
        isArchived={(kit) => kit.archived}
        tile={(kit) => <KitTile key={kit.id} kit={kit} />}
        onMake={mayMake ? () => setMaking(true) : undefined}
        onMakeNear={preload}
        empty={<NoKits onMake={mayMake ? () => setMaking(true) : undefined} />}
      />
      {making && <NewKit onClose={() => setMaking(false)} />}
    </>
  )
}

/** Before the first kit: what it is for, and the way to it. */
function NoKits({ onMake }: { onMake: (() => void) | undefined }) {
  const t = useTranslations('kits.list.empty')
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-90 flex-col items-center justify-center gap-3 text-center">
      <p className="text-lg">{t('title')}</p>
      <p className="text-balance text-muted">{t(onMake ? 'text' : 'textViewer')}</p>
      {onMake && (
        <Button variant="primary" size="lg" className="mt-2" onClick={onMake}>
          {t('go')}
        </Button>
      )}
    </div>
  )
}

/** A kit among others: its references, its name, its version and how often it was used. */
function KitTile({ kit }: { kit: KitDto }) {
  const t = useTranslations('kits.list')
  const format = useFormat()
  return (
    <li>
      <AreaLink href={kitPath(kit.id)} draggable={false} className="group block rounded">
        <KitThumbs references={kit.references} className="aspect-4/3" />
        <span dir="auto" className="mt-2 block truncate font-medium group-hover:underline">
          {kit.name}
        </span>
        <span className="block truncate text-muted text-xs" suppressHydrationWarning>
          {t('version', { version: kit.version, who: kit.madeBy.name, when: format.moment(kit.madeAt) })}
        </span>
        <span className="block truncate text-muted text-xs">{t('pictures', { count: kit.pictures })}</span>
      </AreaLink>
    </li>
  )
}
