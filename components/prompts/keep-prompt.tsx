import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { textsOf, typedLists } from '#components/matrix/filled-slots.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useKeepPrompt, useSavedPrompts } from '#lib/prompts/client.ts'
import { PROMPT_LIMITS } from '#lib/prompts/limits.ts'
import type { SavedPromptDto } from '#lib/prompts/schema.ts'
import type { SlotLists } from '#lib/prompts/slots.ts'
import { KeptSlots } from './kept-slots.tsx'

/** What is being kept: a new text, or one of one's own that is changed. */
export interface Keeping {
  prompt: string
  /** Values of its slots. */
  slots: SlotLists
  /** The one to change; left out, a new one is saved. */
  saved?: SavedPromptDto
}

interface KeepPromptProps extends Keeping {
  onClose: () => void
}

/** The first words, as a name to begin with. */
const nameOf = (prompt: string) => [...prompt.trim().replace(/\s+/g, ' ')].slice(0, 40).join('')

/** Name, folder and sharing of a prompt that is kept. */
export function KeepPrompt({ prompt, slots, saved, onClose }: KeepPromptProps) {
  const t = useTranslations('prompts.keep')
  const errorText = useErrorText()
  const folders = useId()
  const text = useId()
  const all = useSavedPrompts()
  const { mutate, isPending, error } = useKeepPrompt()
  const [form, setForm] = useState({
    name: saved?.name ?? nameOf(prompt),
    folder: saved?.folder ?? '',
    prompt: saved?.prompt ?? prompt,
    texts: textsOf(slots),
    shared: saved?.shared ?? false,
  })
  const known = new Set(all.data?.flatMap(({ own, folder }) => (own && folder !== '' ? [folder] : [])))
  const ready = form.name.trim() !== '' && form.prompt.trim() !== '' && !isPending
  const keep = () => {
    if (!ready) return
    const { texts, ...rest } = form
    mutate(
      { id: saved?.id ?? null, prompt: { ...rest, slots: typedLists(rest.prompt, texts) } },
      {
        onSuccess: () => {
          showToast(t('kept', { name: form.name.trim() }))
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      title={saved ? t('change') : t('title')}
      closeLabel={t('close')}
      onClose={onClose}
      onSubmit={keep}
      actions={(close) => (
        <>
          <Button size="lg" onClick={close}>
            {t('cancel')}
          </Button>
          <Button size="lg" variant="primary" type="submit" disabled={!ready}>
            {t('action')}
          </Button>
        </>
      )}
    >
      <TextField
        label={t('name')}
        data-autofocus
        maxLength={PROMPT_LIMITS.nameChars}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.target.value })}
        error={error ? errorText(error) : null}
      />
      <TextField
        label={t('folder')}
        hint={t('folderHint')}
        list={folders}
        maxLength={PROMPT_LIMITS.folderChars}
        value={form.folder}
        onChange={(event) => setForm({ ...form, folder: event.target.value })}
      />
      <datalist id={folders}>
        {[...known].map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
      <div className="flex flex-col gap-1">
        <label htmlFor={text} className="text-muted text-xs">
          {t('prompt')}
        </label>
        <textarea
          id={text}
          rows={4}
          value={form.prompt}
          onChange={(event) => setForm({ ...form, prompt: event.target.value })}
          className="resize-y rounded bg-sunk p-2 max-sm:text-base"
        />
      </div>
      <KeptSlots
        prompt={form.prompt}
        texts={form.texts}
        onChange={(name, typed) => setForm({ ...form, texts: { ...form.texts, [name]: typed } })}
      />
      <Switch checked={form.shared} onChange={(shared) => setForm({ ...form, shared })}>
        {t('share')}
      </Switch>
    </FormDialog>
  )
}
