import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useChangeShare } from '#lib/shares/client.ts'
import type { ShareDto } from '#lib/shares/schema.ts'
import { ShareFields } from './share-fields.tsx'
import { changeOf, formOf, problemOf, type ShareProblem } from './share-form.ts'
import { SharePreview } from './share-preview.tsx'

interface EditLinkProps {
  /** As it was when the dialog opened: the person decides about what they see. */
  share: ShareDto
  onClose: () => void
}

/** Changes what a link allows; its address and its pictures stay. */
export function EditLink({ share, onClose }: EditLinkProps) {
  const t = useTranslations('shares.edit')
  const frame = useTranslations('shares')
  const errorText = useErrorText()
  const [form, setForm] = useState(() => formOf(share))
  const [problem, setProblem] = useState<ShareProblem>(null)
  const change = useChangeShare()

  const submit = () => {
    if (change.isPending) return
    const now = new Date()
    const found = problemOf(form, now, share)
    setProblem(found)
    if (found) return
    const wanted = changeOf(share, form, now)
    if (Object.keys(wanted).length === 0) return onClose()
    const onSuccess = () => {
      showToast(t('saved'))
      onClose()
    }
    change.mutate({ shareId: share.id, change: wanted }, { onSuccess })
  }

  return (
    <FormDialog
      closeLabel={frame('close')}
      title={t('heading')}
      onClose={onClose}
      onSubmit={submit}
      actions={(close) => (
        <>
          <Button size="lg" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" variant="primary" size="lg" data-autofocus disabled={change.isPending}>
            {t('save')}
          </Button>
        </>
      )}
    >
      <SharePreview imageIds={share.cover.map(({ id }) => id)} count={share.count} />
      <ShareFields
        form={form}
        onChange={(values) => {
          setForm({ ...form, ...values })
          setProblem(null)
        }}
        problem={problem}
        share={share}
      />
      {change.error && (
        <p role="alert" className="text-danger">
          {errorText(change.error)}
        </p>
      )}
    </FormDialog>
  )
}
