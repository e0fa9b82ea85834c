import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useFormat } from '#components/picture/use-format.ts'
import { CopyField } from '#components/shares/copy-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { Role } from '#lib/accounts/roles.ts'
import type { MadeInviteDto } from '#lib/invites/schema.ts'
import { absoluteUrl, peopleRequests } from '#lib/people/client.ts'
import { rolesToGive } from '#lib/people/rank.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import { useAct } from './use-act.ts'

/** Why no letters leave; see `lib/mail/mailer.ts`. */
export type MailProblem = 'no_server' | 'no_url'

interface InviteDialogProps {
  /** Of who invites. */
  role: Role
  people: PersonDto[]
  mailProblem: MailProblem | null
  onClose: () => void
}

/** Makes an invitation, and shows its link once. */
export function InviteDialog(props: InviteDialogProps) {
  const t = useTranslations('people.invite')
  const [made, setMade] = useState<MadeInviteDto | null>(null)
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  return (
    <Dialog label={made ? t('ready') : t('title')} onClose={props.onClose} handle={handle}>
      {made ? (
        <MadeInvite made={made} onDone={close} />
      ) : (
        <InviteForm {...props} onMade={setMade} onCancel={close} />
      )}
    </Dialog>
  )
}

interface InviteFormProps extends InviteDialogProps {
  onMade: (made: MadeInviteDto) => void
  onCancel: () => void
}

function InviteForm({ role: own, people, mailProblem, onMade, onCancel }: InviteFormProps) {
  const t = useTranslations('people')
  const { busy, act } = useAct()
  const [role, setRole] = useState<Role>('member')
  const [email, setEmail] = useState('')
  const [wantsMail, setWantsMail] = useState(true)
  const address = email.trim().toLowerCase()
  const known = people.find((person) => address !== '' && person.email === address)
  const send = address !== '' && mailProblem === null && wantsMail

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (known) return
    void act(() => peopleRequests.invite({ role, send, email: address === '' ? null : address }), onMade)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 p-4">
      <h2 className="font-medium text-base">{t('invite.title')}</h2>
      <RoleChoice roles={rolesToGive(own)} value={role} onChange={setRole} />
      <TextField
        label={t('invite.email')}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        hint={t('invite.emailHint')}
        error={known && t('invite.taken', { name: known.name })}
      />
      {mailProblem === null ? (
        address !== '' && (
          <Switch checked={wantsMail} onChange={setWantsMail}>
            {t('invite.send')}
          </Switch>
        )
      ) : (
        <p className="text-pretty text-faint text-xs">
          {t(mailProblem === 'no_server' ? 'invite.noServer' : 'invite.noUrl')}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="lg" onClick={onCancel}>
          {t('invite.cancel')}
        </Button>
        <Button type="submit" size="lg" variant="primary" disabled={busy}>
          {t(send ? 'invite.makeAndSend' : 'invite.make')}
        </Button>
      </div>
    </form>
  )
}

interface RoleChoiceProps {
  roles: Role[]
  value: Role
  onChange: (role: Role) => void
}

function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const t = useTranslations('people')
  const id = useId()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-muted text-xs">{t('invite.role')}</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="-mx-2 flex cursor-pointer items-start gap-2.5 rounded px-2 py-1.5 hover:bg-sunk has-checked:bg-sunk"
        >
          <input
            type="radio"
            name={id}
            value={role}
            checked={role === value}
            onChange={() => onChange(role)}
            className="mt-0.5 size-4 shrink-0 accent-ink"
          />
          <span>
            {t(`role.${role}`)}
            <span className="block text-pretty text-faint text-xs">{t(`roleWhat.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function MadeInvite({ made, onDone }: { made: MadeInviteDto; onDone: () => void }) {
  const t = useTranslations('people.invite')
  const { moment } = useFormat()
  const { invite, mail } = made
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="font-medium text-base">{t('ready')}</h2>
      {mail === 'sent' && <p role="status">{t('sent', { email: invite.email ?? '' })}</p>}
      {mail === 'failed' && (
        <p role="alert" className="text-danger">
          {t('notSent')}
        </p>
      )}
      <p className="text-pretty text-muted">{t('what', { until: moment(invite.expiresAt) })}</p>
      <CopyField label={t('link')} value={absoluteUrl(made.url)} primary />
      <div className="flex justify-end">
        <Button size="lg" onClick={onDone}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}
