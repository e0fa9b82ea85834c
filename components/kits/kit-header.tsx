import { Archive, ArchiveRestore, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { InPlace } from '#components/boards/in-place.tsx'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { Avatar } from '#components/people/avatar.tsx'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { KIT_LIMITS } from '#lib/kits/limits.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import { useKitActions } from './use-kit-actions.ts'

const ICON = 'size-4'

/** A kit's name, whose it is, what was made with it, and what can be done with it as a whole. */
export function KitHeader({ kit, unsaved }: { kit: KitDto; unsaved: boolean }) {
  const t = useTranslations('kits.page')
  const mayMake = useMayMake()
  const actions = useKitActions(kit)
  return (
    <header className="flex flex-col gap-3 pb-6">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {kit.mayEdit ? (
            <>
              <h1 className="sr-only">{kit.name}</h1>
              <InPlace
                label={t('name')}
                value={kit.name}
                maxLength={KIT_LIMITS.nameChars}
                onKeep={(name) => actions.change({ name })}
                className="text-lg"
              />
            </>
          ) : (
            <h1 dir="auto" className="text-lg wrap-anywhere">
              {kit.name}
            </h1>
          )}
          <p className="mt-1 flex flex-wrap items-center gap-2 text-muted text-xs">
            <Avatar person={kit.owner} size={20} />
            <span>{kit.owner.name}</span>
            <span aria-hidden>·</span>
            {kit.pictures > 0 ? (
              <AreaLink
                href={`/gallery?kit=${kit.id}`}
                className="underline underline-offset-4 hover:text-ink"
              >
                {t('pictures', { count: kit.pictures })}
              </AreaLink>
            ) : (
              <span>{t('pictures', { count: 0 })}</span>
            )}
          </p>
        </div>
        {mayMake && (
          <div className="flex items-center gap-1">
            <Button variant={unsaved ? 'quiet' : 'primary'} onClick={actions.use}>
              {t('use')}
            </Button>
            <Menu
              label={t('more')}
              align="end"
              trigger={(props) => (
                <IconButton {...props} label={t('more')}>
                  <Ellipsis aria-hidden className={ICON} />
                </IconButton>
              )}
            >
              {(close) => {
                const item = (run: () => void) => () => {
                  close()
                  run()
                }
                return (
                  <>
                    <MenuItem icon={<Copy aria-hidden className={ICON} />} onClick={item(actions.copy)}>
                      {t('copy')}
                    </MenuItem>
                    {kit.mayEdit && !kit.archived && (
                      <MenuItem
                        icon={<Archive aria-hidden className={ICON} />}
                        onClick={item(actions.archive)}
                      >
                        {t('archive')}
                      </MenuItem>
                    )}
                    {kit.mayEdit && (
                      <MenuItem
                        tone="danger"
                        icon={<Trash2 aria-hidden className={ICON} />}
                        onClick={item(actions.remove)}
                      >
                        {t('delete')}
                      </MenuItem>
                    )}
                  </>
                )
              }}
            </Menu>
          </div>
        )}
      </div>
      {kit.archived && (
        <p className="flex flex-wrap items-center gap-2 rounded bg-sunk px-3 py-2">
          <Archive aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="flex-1">{t('archived')}</span>
          {kit.mayEdit && (
            <Button size="sm" className="bg-hover" onClick={() => actions.change({ archived: false })}>
              <ArchiveRestore aria-hidden className={ICON} />
              {t('unarchive')}
            </Button>
          )}
        </p>
      )}
      {mayMake && !kit.mayEdit && (
        <p className="max-w-prose text-muted text-xs">{t('notYours', { owner: kit.owner.name })}</p>
      )}
    </header>
  )
}
