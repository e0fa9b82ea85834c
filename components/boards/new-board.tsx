'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
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
  const nameId = useId()
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

  const problem = empty ? t('nameMissing') : create.error ? errorText(create.error) : null
  return (
    <FormDialog
      closeLabel={frame('close')}
      title={imageIds.length > 0 ? t('titleWith', { count: imageIds.length }) : t('title')}
      onClose={onClose}
      onSubmit={submit}
      actions={() => (
        <Button
          type="submit"
          variant="primary"
          size="lg"
          disabled={create.isPending}
          className="max-sm:w-full"
        >
          {t('create')}
        </Button>
      )}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={nameId} className="text-muted text-xs">
          {t('name')}
        </label>
        <input
          id={nameId}
          value={name}
          maxLength={BOARD_LIMITS.nameChars}
          autoComplete="off"
          data-autofocus
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem ? `${nameId}-problem` : undefined}
          onChange={(event) => {
            setName(event.target.value)
            setEmpty(false)
          }}
          className="h-10 rounded bg-sunk px-3 text-base"
        />
        {problem && (
          <p id={`${nameId}-problem`} role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
      </div>
      <AccessChoice value={access} onChange={setAccess} />
    </FormDialog>
  )
}
