import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { kitPath, useCreateKit } from '#lib/kits/client.ts'
import { KIT_LIMITS } from '#lib/kits/limits.ts'
import type { KitInput } from '#lib/kits/schema.ts'

const EMPTY: KitInput['content'] = {
  references: [],
  standingText: '',
  forbiddenWords: [],
  settings: { model: null, ratio: null, tier: null, temperature: null },
}

/** Makes an empty kit under a name and goes to it; what it holds is put in there. */
export function NewKit({ onClose }: { onClose: () => void }) {
  const t = useTranslations('kits.new')
  const router = useRouter()
  const errorText = useErrorText()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const create = useCreateKit()

  const submit = () => {
    setMissing(name.trim() === '')
    if (name.trim() === '' || create.isPending) return
    create.mutate(
      { name, content: EMPTY },
      {
        onSuccess: (kit) => {
          onClose()
          router.push(kitPath(kit.id))
        },
      },
    )
  }

  return (
    <FormDialog
      title={t('title')}
      closeLabel={t('close')}
      onClose={onClose}
      onSubmit={submit}
      actions={() => <SubmitButton disabled={create.isPending}>{t('make')}</SubmitButton>}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={KIT_LIMITS.nameChars}
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setName(event.target.value)
          setMissing(false)
        }}
        hint={t('hint')}
        error={missing ? t('nameMissing') : create.error && errorText(create.error)}
      />
    </FormDialog>
  )
}
