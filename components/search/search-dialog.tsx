import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useChangeSearch, useSaveSearch } from '#lib/searches/client.ts'
import { SEARCH_LIMITS } from '#lib/searches/limits.ts'
import type { SavedSearchDto } from '#lib/searches/schema.ts'

interface SearchDialogProps {
  /** To be renamed or shared; a new one where there is none. */
  search?: SavedSearchDto
  /** What a new one looks for. */
  query: string
  /** A name to begin with. */
  name: string
  onClose: () => void
}

/** Gives a search a name, and says who sees it. */
export function SearchDialog({ search, query, name: first, onClose }: SearchDialogProps) {
  const t = useTranslations('search.saved')
  const errorText = useErrorText()
  const [name, setName] = useState(search?.name ?? first.slice(0, SEARCH_LIMITS.nameChars))
  const [shared, setShared] = useState(search?.shared ?? false)
  const [empty, setEmpty] = useState(false)
  const save = useSaveSearch()
  const change = useChangeSearch()
  const sending = save.isPending || change.isPending
  const error = save.error ?? change.error

  const submit = () => {
    if (sending) return
    setEmpty(name.trim() === '')
    if (name.trim() === '') return
    const onSuccess = (saved: SavedSearchDto) => {
      if (!search) showToast(t('done', { name: saved.name }))
      onClose()
    }
    if (search) change.mutate({ id: search.id, name, shared }, { onSuccess })
    else save.mutate({ name, query, shared }, { onSuccess })
  }

  return (
    <FormDialog
      title={search ? t('change') : t('save')}
      closeLabel={t('close')}
      onClose={onClose}
      onSubmit={submit}
      actions={() => <SubmitButton disabled={sending}>{search ? t('apply') : t('save')}</SubmitButton>}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={SEARCH_LIMITS.nameChars}
        autoComplete="off"
        data-autofocus
        error={empty ? t('nameMissing') : error && errorText(error)}
        onChange={(event) => {
          setName(event.target.value)
          setEmpty(false)
        }}
      />
      <div className="flex flex-col gap-1">
        <Switch checked={shared} onChange={setShared}>
          {t('share')}
        </Switch>
        <p className="text-muted text-xs">{t('shareWhat')}</p>
      </div>
    </FormDialog>
  )
}
