import { useTranslations } from 'next-intl'
import { imageUrls } from '#lib/images/client.ts'

/** Pictures that are drawn; the rest are a number. */
const DRAWN = 5

interface SharePreviewProps {
  /** Those that are shown, or the first of them. */
  imageIds: readonly string[]
  /** How many there are; `undefined` while nobody knows. */
  count: number | undefined
}

/** What a link shows, small. */
export function SharePreview({ imageIds, count }: SharePreviewProps) {
  const t = useTranslations('shares')
  const alone = imageIds.length === 1 && count === 1
  return (
    <div className="flex items-center gap-3">
      <div className="flex min-w-0 gap-0.5 overflow-hidden">
        {imageIds.slice(0, DRAWN).map((id) => (
          <img
            key={id}
            src={imageUrls.thumb(id, 320)}
            alt=""
            draggable={false}
            className={`rounded-picture bg-sunk ${alone ? 'h-24 w-auto min-w-12 max-w-60' : 'size-14'} object-cover`}
          />
        ))}
      </div>
      {count !== undefined && <p className="shrink-0 text-muted">{t('pictures', { count })}</p>}
    </div>
  )
}
