import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useFormat } from '#components/picture/use-format.ts'
import { CopyField } from '#components/shares/copy-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Role } from '#lib/accounts/roles.ts'
import type { MadePasswordLinkDto } from '#lib/password-links/schema.ts'
import { absoluteUrl, peopleRequests } from '#lib/people/client.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import { useAct } from './use-act.ts'

/** What is being done to a person that needs a dialog. */
export type PersonAct =
  | { kind: 'remove'; person: PersonDto }
  | { kind: 'step-down'; person: PersonDto; role: Role }
  | { kind: 'link'; person: PersonDto; made: MadePasswordLinkDto }

interface PersonActsProps {
  act: PersonAct
  onAct: (act: PersonAct | null) => void
}

/** The dialogs about a person. One at a time. */
export function PersonActs({ act: open, onAct }: PersonActsProps) {
  const t = useTranslations('people')
  const { act } = useAct()
  const { id, name } = open.person
  const close = () => onAct(null)
  switch (open.kind) {
    case 'remove':
      return (
        <ConfirmDialog
          title={t('removal.title', { name })}
          action={t('removal.confirm', { name })}
          cancel={t('removal.cancel', { name })}
          onConfirm={() =>
            void act(
              () => peopleRequests.remove(id),
              () => showToast(t('removed', { name })),
            )
          }
          onClose={close}
        >
          <ul className="flex list-disc flex-col gap-1.5 pl-4">
            <li>{t('removal.pictures', { name })}</li>
            <li>{t('removal.boards', { name })}</li>
            <li>{t('removal.account')}</li>
          </ul>
        </ConfirmDialog>
      )
    case 'step-down':
      return (
        <ConfirmDialog
          title={t('stepDown.title')}
          action={t('stepDown.confirm')}
          cancel={t('stepDown.cancel')}
          onConfirm={() =>
            void act(
              () => peopleRequests.change(id, { role: open.role }),
              () => showToast(t('roleChanged', { name, role: open.role })),
            )
          }
          onClose={close}
        >
          {t('stepDown.what', { role: open.role })}
        </ConfirmDialog>
      )
    case 'link':
      return <PasswordLinkDialog name={name} made={open.made} onClose={close} />
  }
}

/** A password link, shown once. */
function PasswordLinkDialog(props: { name: string; made: MadePasswordLinkDto; onClose: () => void }) {
  const { name, made, onClose } = props
  const t = useTranslations('people.link')
  const { moment } = useFormat()
  const handle = useRef<HTMLDialogElement>(null)
  const title = t('title', { name })
  return (
    <Dialog label={title} onClose={onClose} handle={handle}>
      <div className="flex flex-col gap-4 p-4">
        <h2 className="font-medium text-base">{title}</h2>
        <p className="text-pretty text-muted">{t('what', { name, until: moment(made.expiresAt) })}</p>
        <CopyField label={t('field')} value={absoluteUrl(made.url)} primary />
        <div className="flex justify-end">
          <Button size="lg" onClick={() => handle.current?.close()}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
