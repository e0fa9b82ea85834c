import { Archive, ArchiveRestore, Image, Trash2, UserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { MenuItem } from '#components/ui/menu-items.tsx'
import type { BoardDto } from '#lib/boards/schema.ts'
import type { useBoardActions } from './use-board-actions.ts'

interface BoardMenuItemsProps {
  board: BoardDto
  actions: ReturnType<typeof useBoardActions>
  onTransfer: () => void
  close: () => void
}

/** What owner and admins can do with a board as a whole. */
export function BoardMenuItems({ board, actions, onTransfer, close }: BoardMenuItemsProps) {
  const t = useTranslations('boards.menu')
  const item = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <>
      <MenuItem
        icon={<Image className="size-4" />}
        onClick={item(() => actions.change({ coverImageId: null }))}
      >
        {t('firstCover')}
      </MenuItem>
      <MenuItem icon={<UserRound className="size-4" />} onClick={item(onTransfer)}>
        {t('transfer')}
      </MenuItem>
      {board.archivedAt === null ? (
        <MenuItem icon={<Archive className="size-4" />} onClick={item(actions.archive)}>
          {t('archive')}
        </MenuItem>
      ) : (
        <MenuItem icon={<ArchiveRestore className="size-4" />} onClick={item(actions.unarchive)}>
          {t('unarchive')}
        </MenuItem>
      )}
      <MenuItem icon={<Trash2 className="size-4" />} tone="danger" onClick={item(actions.remove)}>
        {t('delete')}
      </MenuItem>
    </>
  )
}
