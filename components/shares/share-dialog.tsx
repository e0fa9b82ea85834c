'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useBoard } from '#lib/boards/client.ts'
import { useMakeShare } from '#lib/shares/client.ts'
import { SHARE_LIMITS } from '#lib/shares/limits.ts'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { MadeDialog } from './made-dialog.tsx'
import { readDefaults, writeDefaults } from './share-defaults.ts'
import { ShareFields } from './share-fields.tsx'
import { inputOf, newShareForm, problemOf, type ShareProblem } from './share-form.ts'
import { SharePreview } from './share-preview.tsx'
import type { ShareTarget } from './share-target.ts'
import { useSharer } from './use-sharer.ts'

interface ShareDialogProps {
  target: ShareTarget
  onClose: () => void
}

/** Makes a link: first what it allows, then its address, which is shown once. */
export function ShareDialog({ target, onClose }: ShareDialogProps) {
  const [made, setMade] = useState<{ made: MadeShareDto; password: string | null }>()
  if (made) {
    const { cover } = made.made.share
    const imageIds = target.kind === 'images' ? target.imageIds : cover.map(({ id }) => id)
    return <MadeDialog {...made} imageIds={imageIds} onClose={onClose} />
  }
  const onMade: NewLinkProps['onMade'] = (answer, password) => setMade({ made: answer, password })
  if (target.kind === 'board') return <OfBoard target={target} onMade={onMade} onClose={onClose} />
  const { imageIds } = target
  return (
    <NewLink target={target} imageIds={imageIds} count={imageIds.length} onMade={onMade} onClose={onClose} />
  )
}

interface NewLinkProps extends ShareDialogProps {
  /** What the link would show now, or the first of it. */
  imageIds: readonly string[]
  /** `undefined` until it is known. */
  count: number | undefined
  onMade: (made: MadeShareDto, password: string | null) => void
}

interface OfBoardProps extends Pick<NewLinkProps, 'onMade' | 'onClose'> {
  target: ShareTarget & { kind: 'board' }
}

function OfBoard({ target, ...props }: OfBoardProps) {
  const { data } = useBoard(target.boardId)
  const imageIds = data?.cover.map(({ id }) => id) ?? []
  return <NewLink target={target} imageIds={imageIds} count={data?.count} {...props} />
}

function NewLink({ target, imageIds, count, onMade, onClose }: NewLinkProps) {
  const t = useTranslations('shares.new')
  const frame = useTranslations('shares')
  const errorText = useErrorText()
  const { personId } = useSharer()
  const [form, setForm] = useState(() => newShareForm(target, readDefaults(localStorage, personId)))
  const [problem, setProblem] = useState<ShareProblem>(null)
  const make = useMakeShare()
  const tooMany = (count ?? 0) > SHARE_LIMITS.images && !form.live
  // A board that is followed may fill later.
  const nothing = count === 0 && !form.live
  const impossible = tooMany || nothing

  const submit = () => {
    if (make.isPending || impossible) return
    const now = new Date()
    const found = problemOf(form, now)
    setProblem(found)
    if (found) return
    const input = inputOf(target, form, now)
    writeDefaults(localStorage, personId, form)
    make.mutate(input, { onSuccess: (made) => onMade(made, input.password) })
  }

  return (
    <FormDialog
      closeLabel={frame('close')}
      title={t('heading')}
      onClose={onClose}
      onSubmit={submit}
      actions={() => (
        <SubmitButton data-autofocus disabled={make.isPending || impossible}>
          {make.isPending ? t('making') : t('make')}
        </SubmitButton>
      )}
    >
      <SharePreview imageIds={imageIds} count={count} />
      {impossible && (
        <p role="alert" className="text-danger">
          {nothing ? t('nothing') : t('tooMany', { max: SHARE_LIMITS.images })}
        </p>
      )}
      <ShareFields
        form={form}
        onChange={(values) => {
          setForm({ ...form, ...values })
          setProblem(null)
        }}
        problem={problem}
        first={
          target.kind === 'board' && (
            <BoardChoice live={form.live} onChange={(live) => setForm({ ...form, live })} />
          )
        }
      />
      {make.error && (
        <p role="alert" className="text-danger">
          {errorText(make.error)}
        </p>
      )}
    </FormDialog>
  )
}

const BOARD_CHOICES = ['now', 'live'] as const

/** As the board is at this moment, or whatever will be on it. */
function BoardChoice({ live, onChange }: { live: boolean; onChange: (live: boolean) => void }) {
  const t = useTranslations('shares.new.board')
  return (
    <ChoiceGrid
      label={t('label')}
      options={BOARD_CHOICES}
      value={live ? 'live' : 'now'}
      onChange={(choice) => onChange(choice === 'live')}
      columns={2}
    >
      {(choice) => (
        <span className="block px-3 py-2">
          <span className="block text-ink">{t(`${choice}.title`)}</span>
          <span className="block text-muted text-xs">{t(`${choice}.what`)}</span>
        </span>
      )}
    </ChoiceGrid>
  )
}
