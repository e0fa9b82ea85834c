import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { useRevokeShare, useRotateShare } from '#lib/shares/client.ts'
import type { MadeShareDto, ShareDto } from '#lib/shares/schema.ts'
import { EditLink } from './edit-link.tsx'
import { useLinkName } from './link-row.tsx'
import { MadeDialog } from './made-dialog.tsx'

/** What is being done to a link of the list. */
export type LinkAct =
  | { kind: 'edit' | 'rotate' | 'revoke'; share: ShareDto }
  | { kind: 'made'; made: MadeShareDto }

interface LinkActsProps {
  act: LinkAct | null
  onAct: (act: LinkAct | null) => void
}

/** The dialogs of the list. One at a time. */
export function LinkActs({ act, onAct }: LinkActsProps) {
  const t = useTranslations('shares.list')
  const errorText = useErrorText()
  const nameOf = useLinkName()
  const rotate = useRotateShare()
  const revoke = useRevokeShare()
  const onError = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
  const close = () => onAct(null)
  switch (act?.kind) {
    case 'edit':
      return <EditLink share={act.share} onClose={close} />
    case 'rotate': {
      const { id } = act.share
      const onSuccess = (made: MadeShareDto) => onAct({ kind: 'made', made })
      return (
        <ConfirmDialog
          title={t('rotateTitle', { name: nameOf(act.share) })}
          action={t('rotate')}
          cancel={t('cancel')}
          tone="primary"
          onConfirm={() => rotate.mutate({ shareId: id }, { onSuccess, onError })}
          onClose={close}
        >
          {t('rotateText')}
        </ConfirmDialog>
      )
    }
    case 'made':
      return (
        <MadeDialog
          made={act.made}
          password={null}
          imageIds={act.made.share.cover.map(({ id }) => id)}
          onClose={close}
        />
      )
    case 'revoke': {
      const { id } = act.share
      const onSuccess = () => showToast(t('revoked'))
      return (
        <ConfirmDialog
          title={t('revokeTitle', { name: nameOf(act.share) })}
          action={t('revoke')}
          cancel={t('cancel')}
          onConfirm={() => revoke.mutate({ shareId: id }, { onSuccess, onError })}
          onClose={close}
        >
          {t('revokeText')}
        </ConfirmDialog>
      )
    }
    default:
      return null
  }
}
