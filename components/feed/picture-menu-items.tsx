import { Download, FolderPlus, ImagePlus, Link2, Maximize2, Repeat2, Share, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { openViewer } from '#components/viewer/viewer-store.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { ImageDto } from '#lib/images/schema.ts'

interface PictureMenuItemsProps {
  image: ImageDto
  generation: GenerationDto
  close: () => void
}

/** Everything that can be done with a finished picture. */
export function PictureMenuItems({ image, generation, close }: PictureMenuItemsProps) {
  const t = useTranslations('feed.action')
  const share = useTranslations('shares')
  const actions = usePictureActions()
  const rights = useRights(generation.person.id)
  const item = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <>
      <MenuItem icon={<Maximize2 className="size-4" />} onClick={item(() => openViewer(image.id))}>
        {t('open')}
      </MenuItem>
      <MenuItem
        icon={<Download className="size-4" />}
        onClick={item(() => location.assign(imageUrls.download(image.id)))}
      >
        {t('download')}
      </MenuItem>
      {rights.make && (
        <>
          <MenuItem
            icon={<ImagePlus className="size-4" />}
            onClick={item(() => actions.addAsReference(image.id))}
          >
            {t('addAsReference')}
          </MenuItem>
          <MenuItem icon={<Repeat2 className="size-4" />} onClick={item(() => actions.reuse(generation))}>
            {t('reuse')}
          </MenuItem>
        </>
      )}
      {rights.make && (
        <MenuItem
          icon={<FolderPlus className="size-4" />}
          keys="B"
          onClick={item(() => openAddToBoard([image.id]))}
        >
          {t('addToBoard')}
        </MenuItem>
      )}
      {rights.make && (
        <MenuItem
          icon={<Share className="size-4" />}
          onClick={item(() => openShareDialog({ kind: 'images', imageIds: [image.id] }))}
        >
          {share('share')}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 className="size-4" />} onClick={item(() => actions.copyLink(image.id))}>
        {t('copyLink')}
      </MenuItem>
      {rights.trash && (
        <MenuItem
          icon={<Trash2 className="size-4" />}
          tone="danger"
          onClick={item(() => actions.remove(image))}
        >
          {t('delete')}
        </MenuItem>
      )}
    </>
  )
}
