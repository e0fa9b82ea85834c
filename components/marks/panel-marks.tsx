import { Heart, Tag } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { Chip } from './chip.tsx'
import { openTags } from './marks-store.ts'
import { PanelNote } from './panel-note.tsx'
import { Stars } from './stars.tsx'
import { useMarkActs } from './use-mark-acts.ts'

/** One's own heart, and what the team says of the picture: stars, tags, a note. */
export function PanelMarks({ detail: { image, favourite } }: { detail: ImageDetailDto }) {
  const t = useTranslations('marks')
  const tags = useTranslations('marks.tags')
  const mayMake = useMayMake()
  const acts = useMarkActs()
  const heartKeys = useCommandKeys('picture.favourite')
  const tagKeys = useCommandKeys('picture.tag')
  return (
    <section aria-label={t('label')} className="flex flex-col gap-3">
      <div className="-mx-2 flex items-center gap-1">
        <IconButton
          label={t('favourite')}
          keys={heartKeys}
          aria-pressed={favourite}
          onClick={() => acts.toggleFavourite([image.id])}
        >
          <Heart aria-hidden className={cx('size-4', favourite && 'fill-current')} />
        </IconButton>
        <Stars rating={image.rating} onRate={mayMake ? (stars) => acts.rate([image.id], stars) : undefined} />
      </div>
      {(mayMake || image.tags.length > 0) && (
        <ul className="flex flex-wrap gap-1">
          {image.tags.map((tag) => (
            <Chip
              key={tag}
              tag={tag}
              label={tags('remove', { tag })}
              onRemove={mayMake ? () => acts.tag([image.id], { addTags: [], removeTags: [tag] }) : undefined}
            />
          ))}
          {mayMake && (
            <li>
              <button
                type="button"
                data-tip={t('addTag')}
                data-keys={tagKeys}
                onClick={() => openTags([image.id])}
                className="touch-target flex h-7 items-center gap-1.5 rounded px-2 text-muted hover:bg-sunk hover:text-ink"
              >
                <Tag aria-hidden className="size-3.5" />
                {t('addTag')}
              </button>
            </li>
          )}
        </ul>
      )}
      {mayMake ? (
        <PanelNote key={image.id} image={image} />
      ) : (
        image.note && <p className="whitespace-pre-line wrap-anywhere">{image.note}</p>
      )}
    </section>
  )
}
