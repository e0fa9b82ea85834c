import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { requestJson } from '#lib/api-client.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { PanelSearch } from './panel-search.tsx'

/** The newest pictures, or those that a search finds; each press takes one. */
export function GalleryPickerPanel({ onChoose }: { onChoose: (imageId: string) => void }) {
  const t = useTranslations('kits.picker')
  const [text, setText] = useState('')
  const words = useDeferredValue(text.trim())
  const pictures = useQuery({
    queryKey: ['library', 'picker', words],
    queryFn: ({ signal }) =>
      requestJson<{ items: GalleryItemDto[] }>(
        `/api/library/items${words === '' ? '' : `?q=${encodeURIComponent(words)}`}`,
        { signal },
      ),
  })
  const items = pictures.data?.items.slice(0, 48) ?? []
  return (
    <div className="flex flex-col gap-3">
      <PanelSearch label={t('search')} value={text} onChange={setText} />
      {items.length > 0 ? (
        <ul aria-label={t('list')} className="grid max-h-80 grid-cols-4 gap-1 overflow-y-auto p-1">
          {items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                aria-label={t('take', { prompt: item.prompt })}
                onClick={() => onChoose(item.id)}
                className="block aspect-square w-full overflow-hidden rounded-picture bg-sunk hover:opacity-85"
              >
                <img
                  src={imageUrls.thumb(item.id, 320)}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  className="size-full object-cover"
                />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p role={pictures.isError ? 'alert' : 'status'} className="text-muted">
          {pictures.isError ? t('failed') : pictures.isPending ? t('loading') : t('nothing')}
        </p>
      )}
    </div>
  )
}
