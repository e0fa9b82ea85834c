'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useCreateBoard } from '#lib/boards/client.ts'
import { BOARD_LIMITS, type BoardAccess } from '#lib/boards/limits.ts'
import { AccessChoice } from './access-choice.tsx'
import { useAddPictures } from './use-add-pictures.ts'
import { useGoToBoard } from './use-go-to-board.ts'

interface NewBoardProps {
  /** To be put on it at once. */
  imageIds: readonly string[]
  onClose: () => void
}

/** Makes a board: its name and who sees it. */
export function NewBoard({ imageIds, onClose }: NewBoardProps) {
  const t = useTranslations('boards.new')
  const frame = useTranslations('boards')
  const errorText = useErrorText()
  const [name, setName] = useState('')
  const [access, setAccess] = useState<BoardAccess>('team_view')
  const [empty, setEmpty] = useState(false)
  const create = useCreateBoard()
  const addPictures = useAddPictures()
  const goToBoard = useGoToBoard()

  const submit = () => {
    if (create.isPending) return
    setEmpty(name.trim() === '')
    if (name.trim() === '') return
    create.mutate(
      { name, description: '', access },
      {
        onSuccess: (board) => {
          if (imageIds.length > 0) addPictures(board, imageIds)
          onClose()
          if (imageIds.length === 0) goToBoard(board.id)
        },
      },
    )
  }

  return (
    <FormDialog
      closeLabel={frame('close')}
      title={imageIds.length > 0 ? t('titleWith', { count: imageIds.length }) : t('title')}
      onClose={onClose}
      onSubmit={submit}
      actions={() => <SubmitButton disabled={create.isPending}>{t('create')}</SubmitButton>}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={BOARD_LIMITS.nameChars}
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setName(event.target.value)
          setEmpty(false)
        }}
        error={empty ? t('nameMissing') : create.error && errorText(create.error)}
      />
      <AccessChoice value={access} onChange={setAccess} />
    </FormDialog>
  )
}
