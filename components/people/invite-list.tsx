import { useTranslations } from 'next-intl'
import { useFormat } from '#components/picture/use-format.ts'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { InviteDto } from '#lib/invites/schema.ts'
import { peopleRequests } from '#lib/people/client.ts'
import { useAct } from './use-act.ts'

/** Who is invited: those waiting, and folded away those of the last weeks that are over. */
export function InviteList({ invites }: { invites: InviteDto[] }) {
  const t = useTranslations('people.invites')
  const waiting = invites.filter(({ state }) => state === 'pending')
  const over = invites.filter(({ state }) => state !== 'pending')
  return (
    <section aria-labelledby="invites" className="border-line border-t pt-6">
      <h2 id="invites" className="font-medium text-base">
        {t('title')}
      </h2>
      {waiting.length === 0 ? <p className="mt-2 text-faint">{t('none')}</p> : <Rows invites={waiting} />}
      {over.length > 0 && (
        <details className="mt-3">
          <summary className="w-fit rounded text-muted hover:text-ink">
            {t('over', { count: over.length })}
          </summary>
          <Rows invites={over} />
        </details>
      )}
    </section>
  )
}

const Rows = ({ invites }: { invites: InviteDto[] }) => (
  <ul className="mt-1 divide-y divide-line">
    {invites.map((invite) => (
      <InviteRow key={invite.id} invite={invite} />
    ))}
  </ul>
)

function InviteRow({ invite }: { invite: InviteDto }) {
  const t = useTranslations('people.invites')
  const { moment } = useFormat()
  const { busy, act } = useAct()
  const { id, email, role, state, invitedBy, usedBy, expiresAt } = invite
  const revoke = () =>
    act(
      () => peopleRequests.revokeInvite(id),
      () => showToast(t('revoked')),
    )
  const facts = [
    t('role', { role }),
    t('by', { name: invitedBy.name }),
    t(`state.${state}`, { until: moment(expiresAt), name: usedBy?.name ?? '' }),
  ]
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate">{email === null ? t('anybody') : <bdi>{email}</bdi>}</p>
        <p className="text-pretty text-faint text-xs">{facts.join(' · ')}</p>
      </div>
      {state === 'pending' && (
        <Button
          size="sm"
          disabled={busy}
          aria-label={t('revokeOf', { to: email ?? 'none' })}
          onClick={() => void revoke()}
        >
          {t('revoke')}
        </Button>
      )}
    </li>
  )
}
