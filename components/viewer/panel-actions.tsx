import {
  FileDown,
  FolderPlus,
  GitBranch,
  ImagePlus,
  Link2,
  type LucideIcon,
  Repeat2,
  RotateCcw,
  Scaling,
  ScanSearch,
  Share,
  Split,
  Trash2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { openDownload, openResize } from '#components/recipes/recipe-store.ts'
import { useRecipeKeys } from '#components/recipes/use-recipe-keys.ts'
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
  const boardKeys = useCommandKeys('picture.board')
  const shareKeys = useCommandKeys('picture.share')
  const likeKeys = useCommandKeys('picture.like')
  const recipes = useTranslations('recipes')
  const keys = useRecipeKeys()
  const actions = usePictureActions()
  const rights = useRights(generation.person.id)
  const leaving = (act: () => void) => () => {
    onLeave()
    act()
  }
  return (
    <div className="grid grid-cols-2 gap-1">
      {rights.make && (
        <>
          <Action icon={ImagePlus} onClick={leaving(() => actions.addAsReference(image.id))}>
            {t('addAsReference')}
          </Action>
          <Action icon={Repeat2} onClick={leaving(() => actions.reuse(generation, image.id))}>
            {t('reuse')}
          </Action>
          <Action
            icon={GitBranch}
            tip={recipes('branch')}
            keys={keys.branch}
            onClick={leaving(() => actions.branch(generation, image.id))}
          >
            {recipes('branch')}
          </Action>
          <Action
            icon={Scaling}
            tip={recipes('resizeAction')}
            keys={keys.resize}
            onClick={() => openResize(image.id)}
          >
            {recipes(generation.tier === '4K' ? 'resizeAction' : 'make4k')}
          </Action>
        </>
      )}
      {image.mismatch && rights.manage && (
        <Action icon={RotateCcw} onClick={() => actions.retry(image)}>
          {t('retryMismatch')}
        </Action>
      )}
      {rights.make && (
        <>
          <Action
            icon={FolderPlus}
            tip={t('addToBoard')}
            keys={boardKeys}
            onClick={() => openAddToBoard([image.id])}
          >
            {t('addToBoard')}
          </Action>
          <Action
            icon={Share}
            tip={share('share')}
            keys={shareKeys}
            onClick={() => openShareDialog({ kind: 'images', imageIds: [image.id] })}
          >
            {share('share')}
          </Action>
        </>
      )}
      <Action
        icon={FileDown}
        tip={recipes('downloadAs')}
        keys={keys.downloadAs}
        onClick={() => openDownload(image.id)}
      >
        {recipes('downloadAs')}
      </Action>
      <Action
        icon={ScanSearch}
        tip={t('moreLikeWhat')}
        keys={likeKeys}
        onClick={() => actions.moreLike(image.id)}
      >
        {t('moreLike')}
      </Action>
      <Action icon={Split} onClick={() => actions.madeFrom(image.id)}>
        {t('madeFrom')}
      </Action>
      <Action icon={Link2} onClick={() => actions.copyLink(image.id)}>
        {t('copyLink')}
      </Action>
      {rights.trash && (
        <Action icon={Trash2} onClick={() => actions.remove(image)}>
          {t('delete')}
        </Action>
      )}
    </div>
  )
}

interface ActionProps {
  icon: LucideIcon
  /** Where there is a key to tell, or more to say than the button does. */
  tip?: string
  keys?: string | undefined
  onClick: () => void
  children: ReactNode
}

function Action({ icon: Icon, tip, keys, onClick, children }: ActionProps) {
  return (
    <Button className="justify-start" data-tip={tip} data-keys={keys} onClick={onClick}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </Button>
  )
}
