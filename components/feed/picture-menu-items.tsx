import {
  Download,
  FileDown,
  FolderPlus,
  GitBranch,
  ImagePlus,
  Link2,
  Maximize2,
  Repeat2,
  Scaling,
  ScanSearch,
  Share,
  Trash2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { openDownload, openResize } from '#components/recipes/recipe-store.ts'
import { useRecipeKeys } from '#components/recipes/use-recipe-keys.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { openViewer } from '#components/viewer/viewer-store.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import { saveByLink } from '#lib/save-file.ts'

interface PictureMenuItemsProps {
  image: ImageDto
  generation: GenerationDto
  close: () => void
}

/** Everything that can be done with a finished picture. */
export function PictureMenuItems({ image, generation, close }: PictureMenuItemsProps) {
  const t = useTranslations('feed.action')
  const share = useTranslations('shares')
  const boardKeys = useCommandKeys('picture.board')
  const shareKeys = useCommandKeys('picture.share')
  const likeKeys = useCommandKeys('picture.like')
  const actions = usePictureActions()
  const rights = useRights(generation.person.id)
  const recipes = useTranslations('recipes')
  const keys = useRecipeKeys()
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
        onClick={item(() => saveByLink(imageUrls.download(image.id)))}
      >
        {t('download')}
      </MenuItem>
      <MenuItem
        icon={<FileDown className="size-4" />}
        keys={keys.downloadAs}
        onClick={item(() => openDownload(image.id))}
      >
        {recipes('downloadAs')}
      </MenuItem>
      {rights.make && (
        <>
          <MenuItem
            icon={<ImagePlus className="size-4" />}
            onClick={item(() => actions.addAsReference(image.id))}
          >
            {t('addAsReference')}
          </MenuItem>
          <MenuItem
            icon={<Repeat2 className="size-4" />}
            keys={keys.reuse}
            onClick={item(() => actions.reuse(generation, image.id))}
          >
            {t('reuse')}
          </MenuItem>
          <MenuItem
            icon={<GitBranch className="size-4" />}
            keys={keys.branch}
            onClick={item(() => actions.branch(generation, image.id))}
          >
            {recipes('branch')}
          </MenuItem>
          <MenuItem
            icon={<Scaling className="size-4" />}
            keys={keys.resize}
            onClick={item(() => openResize(image.id))}
          >
            {recipes(generation.tier === '4K' ? 'resizeAction' : 'make4k')}
          </MenuItem>
        </>
      )}
      {rights.make && (
        <MenuItem
          icon={<FolderPlus className="size-4" />}
          keys={boardKeys}
          onClick={item(() => openAddToBoard([image.id]))}
        >
          {t('addToBoard')}
        </MenuItem>
      )}
      {rights.make && (
        <MenuItem
          icon={<Share className="size-4" />}
          keys={shareKeys}
          onClick={item(() => openShareDialog({ kind: 'images', imageIds: [image.id] }))}
        >
          {share('share')}
        </MenuItem>
      )}
      <MenuItem
        icon={<ScanSearch className="size-4" />}
        keys={likeKeys}
        onClick={item(() => actions.moreLike(image.id))}
      >
        {t('moreLike')}
      </MenuItem>
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
