import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useImageDetail } from '#lib/images/client.ts'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { CopyField } from './copy-field.tsx'

/** What the addresses of pictures end with, by the type of their bytes. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

interface DirectAddressProps {
  made: MadeShareDto
  /** The link's pictures in their order, or the first of them. */
  imageIds: readonly string[]
}

/** The address of a picture's own bytes, for decks and wikis; or why there is none. */
export function DirectAddress({ made: { share, url }, imageIds }: DirectAddressProps) {
  const t = useTranslations('shares.made')
  const [place, setPlace] = useState(0)
  if (!share.allowDownload || share.hasPassword) return <p className="text-faint text-xs">{t('noDirect')}</p>
  const imageId = imageIds[place]
  if (imageId === undefined) return null
  return (
    <div className="flex flex-col gap-2">
      {imageIds.length > 1 && (
        <label className="flex items-center gap-2 text-muted text-xs">
          {t('directOf')}
          <select
            value={place}
            onChange={(event) => setPlace(Number(event.target.value))}
            className="h-8 rounded bg-sunk px-2 text-ink text-sm"
          >
            {imageIds.map((id, at) => (
              <option key={id} value={at}>
                {t('place', { place: at + 1, count: imageIds.length })}
              </option>
            ))}
          </select>
        </label>
      )}
      <OfPicture key={imageId} imageId={imageId} address={`${url}/i/${place + 1}`} />
    </div>
  )
}

function OfPicture({ imageId, address }: { imageId: string; address: string }) {
  const t = useTranslations('shares.made')
  const detail = useImageDetail(imageId)
  const extension = EXTENSIONS[detail.data?.image.asset?.mime ?? '']
  if (extension === undefined) return <div aria-busy={detail.isPending} className="h-15" />
  return (
    <CopyField label={t('direct', { extension })} value={`${address}.${extension}`} hint={t('directHint')} />
  )
}
