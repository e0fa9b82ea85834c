'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useImageDetail } from '#lib/images/client.ts'
import { fileExtension } from '#lib/images/file-stem.ts'
import { ZIP_FIELDS, ZIP_LIMITS, ZIP_TEMPLATE, type ZipField, zipStem } from '#lib/images/zip-names.ts'
import { type Refusal, saveByForm } from '#lib/save-file.ts'

interface ZipDialogProps {
  imageIds: readonly string[]
  onClose: () => void
}

/** Where this browser keeps how the person names files. */
const KEPT = 'bunch_zip_names'

/** Downloads pictures as a ZIP, named by a template that the next time begins with; shows what the first will be called. */
export function ZipDialog({ imageIds, onClose }: ZipDialogProps) {
  const t = useTranslations('marks.zipDialog')
  const errorText = useErrorText()
  const [template, setTemplate] = useState(() => localStorage.getItem(KEPT) ?? ZIP_TEMPLATE)
  const field = useRef<HTMLInputElement>(null)
  const first = useImageDetail(imageIds[0] ?? '')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const tooMany = imageIds.length > ZIP_LIMITS.images

  const insert = (name: ZipField) => {
    const input = field.current
    const [start, end] = [input?.selectionStart ?? template.length, input?.selectionEnd ?? template.length]
    const words = `{${name}}`
    // At once: a frame later the caret would be taken from somebody who types on.
    flushSync(() => setTemplate(template.slice(0, start) + words + template.slice(end)))
    input?.focus()
    input?.setSelectionRange(start + words.length, start + words.length)
  }
  const download = () => {
    if (tooMany) return
    localStorage.setItem(KEPT, template)
    const refused = (refusal: Refusal) => showToast(errorText(refusal), { tone: 'danger' })
    saveByForm('/api/images/zip', { field: 'zip', input: { imageIds, template, timeZone } }, refused)
    onClose()
  }

  return (
    <FormDialog
      title={t('title', { count: imageIds.length })}
      closeLabel={t('close')}
      onClose={onClose}
      onSubmit={download}
      actions={() => <SubmitButton disabled={tooMany}>{t('download')}</SubmitButton>}
    >
      <TextField
        label={t('names')}
        ref={field}
        value={template}
        maxLength={ZIP_LIMITS.templateChars}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => setTemplate(event.target.value)}
        error={tooMany ? t('tooMany', { max: ZIP_LIMITS.images }) : undefined}
        hint={<bdi className="break-all">{nameOf(template, first.data, imageIds.length, timeZone)}</bdi>}
      />
      <ul aria-label={t('fields')} className="flex flex-wrap gap-1">
        {ZIP_FIELDS.map((name) => (
          <li key={name}>
            <Button size="sm" onClick={() => insert(name)}>
              {t(`field.${name}`)}
            </Button>
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}

/** What the first file will be called; nothing before it is known. */
function nameOf(
  template: string,
  detail: ReturnType<typeof useImageDetail>['data'],
  total: number,
  timeZone: string,
): string {
  if (!detail?.image.asset) return ''
  const { generation, image } = detail
  const { mime } = detail.image.asset
  const picture = {
    madeAt: new Date(image.finishedAt ?? generation.createdAt),
    prompt: generation.prompt,
    model: generation.model,
    tier: generation.tier,
    ratio: generation.ratio,
    person: generation.person.name,
    mime,
  }
  return `${zipStem(template, picture, { number: 1, total, timeZone })}.${fileExtension(mime)}`
}
