import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useRights } from '#components/picture/use-rights.ts'
import { Switch } from '#components/ui/switch.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useSetPrivacy } from '#lib/generations/client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'

/** Whose picture it is, and for its maker who sees it: a choice for the whole run. */
export function PanelMaker({ generation }: { generation: GenerationDto }) {
  const t = useTranslations('viewer')
  const { own, manage } = useRights(generation.person.id)
  return (
    <>
      <p className="flex min-w-0 items-center gap-2">
        <Avatar person={generation.person} />
        <span className="truncate">{generation.person.name}</span>
        {own && <span className="text-faint">{t('you')}</span>}
      </p>
      {manage && <Privacy generation={generation} />}
    </>
  )
}

function Privacy({ generation }: { generation: GenerationDto }) {
  const t = useTranslations('viewer.privacy')
  const errorText = useErrorText()
  const { mutate } = useSetPrivacy()
  // Turned in the moment of the press; the mutation's own state comes a moment later, and the switch would flicker.
  const [wanted, setWanted] = useState<boolean | null>(null)
  const chosen = wanted ?? generation.private
  const choose = (isPrivate: boolean) => {
    setWanted(isPrivate)
    mutate(
      { generationId: generation.id, private: isPrivate },
      {
        onError: (error) => showToast(errorText(error), { tone: 'danger' }),
        onSettled: () => setWanted(null),
      },
    )
  }
  return (
    <div className="flex flex-col gap-1">
      <Switch checked={chosen} onChange={choose}>
        {t('label')}
      </Switch>
      <p className="text-pretty text-muted text-xs">
        {chosen ? t('private', { n: generation.n }) : t('team', { n: generation.n })}
      </p>
    </div>
  )
}
