import { Download, Ellipsis, Lock, Pencil, RefreshCcw, Text, Unlink } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { imageUrls } from '#lib/images/client.ts'
import type { ShareDto } from '#lib/shares/schema.ts'
import type { LinkAct } from './link-acts.tsx'
import { stateAt } from './link-state.ts'
import { useSharer } from './use-sharer.ts'

const DAY_MS = 86_400_000
/** From here on months say more. */
const MANY_DAYS = 60

interface LinkRowProps {
  share: ShareDto
  /** Milliseconds; 0 where the page does not know the time yet. */
  now: number
  withMaker: boolean
  onAct: (act: LinkAct) => void
}

/** One link of the list: what it shows, whether it works, how it is used. */
export function LinkRow({ share, now, withMaker, onAct }: LinkRowProps) {
  const t = useTranslations('shares.list')
  const format = useFormat()
  const state = stateAt(share, now)
  const name = useLinkName()(share)
  // Whoever gives a link another address learns it: its maker only.
  const { personId, mayShare } = useSharer()
  return (
    <li className="flex items-center gap-4 border-line border-b py-3">
      <Cover share={share} dimmed={state !== 'active'} />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-0.5 md:grid-cols-[minmax(0,1fr)_12rem_13rem] md:items-center">
        <div className="min-w-0">
          <h2 className={cx('truncate', state === 'active' ? 'text-base' : 'text-base text-muted')}>
            {name}
          </h2>
          <p className="flex min-h-5 flex-wrap items-center gap-x-3 text-muted text-xs">
            {(share.title || share.kind !== 'images') && (
              <span>{t(`kinds.${share.kind}`, { count: share.count })}</span>
            )}
            <Marks share={share} />
          </p>
        </div>
        <p className={state === 'active' ? undefined : 'text-muted'}>
          <LinkState share={share} now={now} />
        </p>
        <div className="min-w-0 text-muted text-xs">
          <p>
            {t('views', { count: share.views })}
            {share.lastViewAt && `, ${t('lastView', { moment: format.moment(share.lastViewAt) })}`}
          </p>
          <p className="flex items-center gap-1.5">
            {withMaker && <Avatar person={share.maker} size={16} />}
            <span className="truncate">
              {withMaker
                ? t('madeBy', { name: share.maker.name, moment: format.moment(share.createdAt) })
                : t('made', { moment: format.moment(share.createdAt) })}
            </span>
          </p>
        </div>
      </div>
      {state === 'revoked' || !mayShare ? (
        <span className="size-8 shrink-0" />
      ) : (
        <Menu
          label={t('acts', { name })}
          align="end"
          trigger={(props) => (
            <IconButton {...props} label={t('acts', { name })} data-tip={t('actsTip')}>
              <Ellipsis aria-hidden className="size-4" />
            </IconButton>
          )}
        >
          {(close) => {
            const item = (kind: 'edit' | 'rotate' | 'revoke') => () => {
              close()
              onAct({ kind, share })
            }
            return (
              <>
                <MenuItem icon={<Pencil className="size-4" />} onClick={item('edit')}>
                  {t('edit')}
                </MenuItem>
                {share.maker.id === personId && (
                  <MenuItem icon={<RefreshCcw className="size-4" />} onClick={item('rotate')}>
                    {t('rotate')}
                  </MenuItem>
                )}
                <MenuItem icon={<Unlink className="size-4" />} tone="danger" onClick={item('revoke')}>
                  {t('revoke')}
                </MenuItem>
              </>
            )
          }}
        </Menu>
      )}
    </li>
  )
}

/** What a link is called: as its maker named it, else after its board, else by what it shows. */
export function useLinkName(): (share: ShareDto) => string {
  const t = useTranslations('shares')
  return ({ title, board, count }) => title || board?.name || t('pictures', { count })
}

function LinkState({ share, now }: { share: ShareDto; now: number }) {
  const t = useTranslations('shares.list.states')
  const format = useFormatter()
  const figures = useFormat()
  const { expiresAt } = share
  const state = stateAt(share, now)
  if (state === 'revoked' || now === 0) return state === 'revoked' ? t('revoked') : null
  if (expiresAt === null) return t('always')
  const days = Math.abs(Date.parse(expiresAt) - now) / DAY_MS
  // “In 30 days”, as it was chosen, rather than in four weeks.
  const unit = days >= 1 && days < MANY_DAYS ? ({ unit: 'day' } as const) : {}
  const when = format.relativeTime(new Date(expiresAt), { now, ...unit })
  return (
    <span data-tip={figures.moment(expiresAt)}>
      {state === 'active' ? t('active', { when }) : t('expired', { when })}
    </span>
  )
}

function Cover({ share: { cover }, dimmed }: { share: ShareDto; dimmed: boolean }) {
  return (
    <div
      className={cx(
        'grid size-14 shrink-0 grid-cols-2 gap-px overflow-hidden rounded-picture bg-sunk',
        dimmed && 'opacity-50 grayscale',
      )}
    >
      {cover.slice(0, cover.length < 4 ? 1 : 4).map(({ id }) => (
        <img
          key={id}
          src={imageUrls.thumb(id, 320)}
          alt=""
          loading="lazy"
          className="size-full min-h-0 object-cover only:col-span-2"
        />
      ))}
    </div>
  )
}

function Mark({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span role="img" aria-label={label} data-tip={label}>
      {children}
    </span>
  )
}

/** What the link asks for and allows, as small signs with tooltips. */
function Marks({ share: { hasPassword, allowDownload, showPrompt } }: { share: ShareDto }) {
  const t = useTranslations('shares.list.marks')
  return (
    <span className="flex items-center gap-2">
      {hasPassword && (
        <Mark label={t('password')}>
          <Lock className="size-3.5" />
        </Mark>
      )}
      {allowDownload && (
        <Mark label={t('download')}>
          <Download className="size-3.5" />
        </Mark>
      )}
      {showPrompt && (
        <Mark label={t('prompt')}>
          <Text className="size-3.5" />
        </Mark>
      )}
    </span>
  )
}
