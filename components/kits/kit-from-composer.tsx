import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { DEFAULT_FORM } from '#components/composer/form.ts'
import { readyReferences, readyRoles } from '#components/composer/reference-list.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { kitPath, useCreateKit } from '#lib/kits/client.ts'
import { KIT_LIMITS } from '#lib/kits/limits.ts'

const takeFocus = (field: HTMLInputElement | null) => field?.focus()

/** Keeps the composer's references, their roles and its settings as a kit, and says who will see it. */
export function KitFromComposer({ close }: { close: () => void }) {
  const t = useTranslations('kits.fromComposer')
  const router = useRouter()
  const errorText = useErrorText()
  const { state, dispatch } = useComposerParts()
  const [open, setOpen] = useState(false)
  const create = useCreateKit()
  const references = readyReferences(state.references)
  const roles = readyRoles(state.references)
  if (references.length === 0) return null

  if (!open) {
    return (
      <Button className="self-start" onClick={() => setOpen(true)}>
        {t('open', { count: references.length })}
      </Button>
    )
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (create.isPending || typeof name !== 'string' || name.trim() === '') return
    // What was left as it is at first is no choice of anybody's.
    const chosen = <T,>(value: T, usual: T) => (value === usual ? null : value)
    const { form } = state
    create.mutate(
      {
        name,
        content: {
          references: references.map(({ id }, place) => ({ referenceId: id, role: roles[place] ?? null })),
          standingText: '',
          forbiddenWords: [],
          settings: {
            model: chosen(form.model, DEFAULT_FORM.model),
            ratio: chosen(form.ratio, DEFAULT_FORM.ratio),
            tier: chosen(form.tier, DEFAULT_FORM.tier),
            temperature: form.temperature,
          },
        },
      },
      {
        onSuccess: (kit) => {
          dispatch({ type: 'set', values: { kit: { id: kit.id, version: kit.version } } })
          const run = () => router.push(kitPath(kit.id))
          showToast(t('made', { kit: kit.name }), { action: { label: t('edit'), run } })
          close()
        },
      },
    )
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField
        label={t('name')}
        name="name"
        required
        maxLength={KIT_LIMITS.nameChars}
        autoComplete="off"
        ref={takeFocus}
        hint={t('seen')}
        error={create.error && errorText(create.error)}
      />
      <Button type="submit" disabled={create.isPending} className="self-start">
        {t('make')}
      </Button>
    </form>
  )
}
