import { Download, Ellipsis, ImagePlus, RotateCcw, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { startPictureDrag } from '#components/picture/picture-drag.ts'
import { Thumb } from '#components/picture/thumb.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { openFromLink, preloadViewer } from '#components/viewer/viewer-store.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import { PictureMenu } from './picture-menu.tsx'
import css from './tile.module.css'

interface PictureTileProps {
  image: ImageDto
  asset: NonNullable<ImageDto['asset']>
  generation: GenerationDto
  sizes: string
  eager: boolean
}

/** A finished picture: opens the viewer, can be dragged, and shows what can be done with it. */
export function PictureTile({ image, asset, generation, sizes, eager }: PictureTileProps) {
  const t = useTranslations('feed')
  const actions = usePictureActions()
  const rights = useRights(generation.person.id)
  const alt = generation.prompt.slice(0, 200)
  return (
    <>
      <a
        href={imageUrls.page(image.id)}
        data-picture={image.id}
        aria-label={t('open', { place: image.index + 1, prompt: alt })}
        draggable
        onDragStart={(event) => startPictureDrag(event, image.id)}
        onClick={(event) => openFromLink(event, image.id)}
        onPointerEnter={preloadViewer}
        onFocus={preloadViewer}
        className="absolute inset-0 focus-visible:-outline-offset-2"
      >
        <Thumb
          id={image.id}
          width={asset.width}
          height={asset.height}
          thumbHash={asset.thumbHash}
          alt=""
          sizes={sizes}
          eager={eager}
        />
      </a>
      {image.mismatch && <Mismatch image={image} asset={asset} mayRetry={rights.manage} />}
      <div className="absolute right-1 bottom-1 flex gap-1 opacity-0 focus-within:opacity-100 has-aria-expanded:opacity-100 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 pointer-coarse:opacity-100">
        <span className={cx(css.wide, 'gap-1')}>
          {rights.make && (
            <IconButton
              variant="stage"
              size="sm"
              label={t('action.addAsReference')}
              onClick={() => actions.addAsReference(image.id)}
            >
              <ImagePlus aria-hidden className="size-4" />
            </IconButton>
          )}
          <a
            href={imageUrls.download(image.id)}
            download
            aria-label={t('action.download')}
            data-tip={t('action.download')}
            className="touch-target inline-flex size-7 items-center justify-center rounded bg-stage/70 text-on-stage hover:bg-stage"
          >
            <Download aria-hidden className="size-4" />
          </a>
        </span>
        <PictureMenu
          image={image}
          generation={generation}
          trigger={(props) => (
            <IconButton {...props} variant="stage" size="sm" label={t('action.more')}>
              <Ellipsis aria-hidden className="size-4" />
            </IconButton>
          )}
        />
      </div>
    </>
  )
}

interface MismatchProps extends Pick<PictureTileProps, 'image' | 'asset'> {
  mayRetry: boolean
}

/** Says that the pixels are not those that were asked for, with one press to try again. */
function Mismatch({ image, asset, mayRetry }: MismatchProps) {
  const t = useTranslations('feed.mismatch')
  const actions = usePictureActions()
  const asked = `${image.expected.width}×${image.expected.height}`
  const got = `${asset.width}×${asset.height}`
  return (
    <div className="absolute top-1 left-1 flex max-w-[calc(100%-8px)] items-center rounded bg-stage/80 text-on-stage text-xs">
      <TriangleAlert aria-hidden className={cx(css.wide, 'ml-2 size-3.5 shrink-0 text-accent')} />
      <span className={cx(css.wide, 'truncate px-1.5')}>{t('text', { asked, got })}</span>
      {mayRetry && (
        <IconButton
          variant="stage"
          size="sm"
          className="bg-transparent"
          label={t('retry', { asked, got })}
          onClick={() => actions.retry(image)}
        >
          <RotateCcw aria-hidden className="size-3.5" />
        </IconButton>
      )}
    </div>
  )
}
