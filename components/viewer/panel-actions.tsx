import { FolderPlus, ImagePlus, Link2, Repeat2, RotateCcw, Share, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { Button } from '#components/ui/button.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { ImageDto } from '#lib/images/schema.ts'

interface PanelActionsProps {
  image: ImageDto
  generation: GenerationDto
  onLeave: () => void
}

/** What can be done with the picture on show. */
export function PanelActions({ image, generation, onLeave }: PanelActionsProps) {
  const t = useTranslations('feed.action')
  const share = useTranslations('shares')
  const actions = usePictureActions()
  const rights = useRights(generation.person.id)
  return (
    <div className="grid grid-cols-2 gap-1">
      {rights.make && (
        <>
          <Button
            className="justify-start"
            onClick={() => {
              onLeave()
              actions.addAsReference(image.id)
            }}
          >
            <ImagePlus aria-hidden className="size-4 shrink-0" />
            {t('addAsReference')}
          </Button>
          <Button
            className="justify-start"
            onClick={() => {
              onLeave()
              actions.reuse(generation)
            }}
          >
            <Repeat2 aria-hidden className="size-4 shrink-0" />
            {t('reuse')}
          </Button>
        </>
      )}
      {image.mismatch && rights.manage && (
        <Button className="justify-start" onClick={() => actions.retry(image)}>
          <RotateCcw aria-hidden className="size-4 shrink-0" />
          {t('retryMismatch')}
        </Button>
      )}
      {rights.make && (
        <Button
          className="justify-start"
          data-tip={t('addToBoard')}
          data-keys="B"
          onClick={() => openAddToBoard([image.id])}
        >
          <FolderPlus aria-hidden className="size-4 shrink-0" />
          {t('addToBoard')}
        </Button>
      )}
      {rights.make && (
        <Button
          className="justify-start"
          data-tip={share('share')}
          data-keys="S"
          onClick={() => openShareDialog({ kind: 'images', imageIds: [image.id] })}
        >
          <Share aria-hidden className="size-4 shrink-0" />
          {share('share')}
        </Button>
      )}
      <Button className="justify-start" onClick={() => actions.copyLink(image.id)}>
        <Link2 aria-hidden className="size-4 shrink-0" />
        {t('copyLink')}
      </Button>
      {rights.trash && (
        <Button className="justify-start" onClick={() => actions.remove(image)}>
          <Trash2 aria-hidden className="size-4 shrink-0" />
          {t('delete')}
        </Button>
      )}
    </div>
  )
}
