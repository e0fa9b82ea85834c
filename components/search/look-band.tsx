import { Repeat2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { useComposer } from '#components/composer/composer-store.tsx'
import { Thumb } from '#components/picture/thumb.tsx'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { imageUrls, useImageDetail } from '#lib/images/client.ts'
import type { LibraryQuery } from '#lib/library/query.ts'
import { useLooksMissing } from '#lib/searches/finding.ts'
import { useFound } from './found-store.ts'
import { changeQuery } from './query-address.ts'

/** Says what the pictures below look like, and how likeness is meant. */
export function LookBand({ query }: { query: LibraryQuery }) {
  if (query.like !== null) return <LikeOurs query={query} id={query.like} />
  return query.look === null ? null : <LikeOther query={query} look={query.look} />
}

function LikeOurs({ query, id }: { query: LibraryQuery; id: string }) {
  const t = useTranslations('search.look')
  const mayMake = useMayMake()
  const composer = useComposer()
  const { ours } = useFound()
  const { data, isError } = useImageDetail(id)
  const asset = data?.image.asset
  const prompt = data?.generation.prompt.slice(0, 200) ?? ''
  const brought = ours.has(id)
  return (
    <Band
      query={query}
      title={isError ? t('gone') : brought ? t('ours') : t('like')}
      what={isError ? null : brought ? t('oursWhat') : t('what')}
      picture={
        asset && (
          <AreaLink
            href={imageUrls.page(id)}
            aria-label={t('open', { prompt })}
            data-tip={t('open', { prompt })}
            className="block size-full"
          >
            <Thumb
              id={id}
              width={asset.width}
              height={asset.height}
              thumbHash={asset.thumbHash}
              alt=""
              sizes="48px"
            />
          </AreaLink>
        )
      }
    >
      {brought && data && mayMake && (
        <Button variant="primary" onClick={() => composer.reuse(data.generation)}>
          <Repeat2 aria-hidden className="size-4" />
          {t('reuse')}
        </Button>
      )}
    </Band>
  )
}

function LikeOther({ query, look }: { query: LibraryQuery; look: string }) {
  const t = useTranslations('search.look')
  const { previews } = useFound()
  const preview = previews.get(look)
  return (
    <Band
      query={query}
      title={t('other')}
      what={t('what')}
      picture={preview && <img src={preview} alt={t('yours')} className="size-full object-cover" />}
    />
  )
}

interface BandProps {
  query: LibraryQuery
  title: string
  what: string | null
  picture: ReactNode
  children?: ReactNode
}

function Band({ query, title, what, picture, children }: BandProps) {
  const t = useTranslations('search.look')
  const missing = useLooksMissing()
  return (
    <section aria-label={title} className="flex items-center gap-3 py-1.5">
      {picture && <div className="size-12 shrink-0 overflow-hidden rounded-picture bg-sunk">{picture}</div>}
      <div className="min-w-0 flex-1">
        <p className="truncate">{title}</p>
        {what !== null && (
          <p className="text-muted text-xs">
            {what} {missing > 0 && t('missing', { count: missing })}
          </p>
        )}
      </div>
      {children}
      <IconButton
        label={t('leave')}
        onClick={() => changeQuery(query, (now) => ({ ...now, like: null, look: null }))}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </section>
  )
}
