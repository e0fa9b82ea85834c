'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useBoardHeirs, useTransferBoard } from '#lib/boards/client.ts'
import type { BoardDto } from '#lib/boards/schema.ts'

interface TransferBoardProps {
  board: BoardDto
  onClose: () => void
}

/** Gives a board to another person, and says what that means before it is done. */
export function TransferBoard({ board, onClose }: TransferBoardProps) {
  const t = useTranslations('boards.transfer')
  const frame = useTranslations('boards')
  const errorText = useErrorText()
  const heirs = useBoardHeirs(board.id)
  const [personId, setPersonId] = useState<string>()
  const transfer = useTransferBoard()

  const submit = () => {
    const person = heirs.data?.find(({ id }) => id === personId)
    if (!person || transfer.isPending) return
    transfer.mutate(
      { id: board.id, personId: person.id },
      {
        onSuccess: () => {
          onClose()
          showToast(t('done', { board: board.name, person: person.name }))
        },
      },
    )
  }

  return (
    <FormDialog
      closeLabel={frame('close')}
      title={t('title')}
      onClose={onClose}
      onSubmit={submit}
      actions={(close) => (
        <>
          <Button onClick={close} size="lg">
            {t('cancel')}
          </Button>
          <Button type="submit" variant="primary" size="lg" disabled={!personId || transfer.isPending}>
            {t('give')}
          </Button>
        </>
      )}
    >
      <p className="text-muted">{board.access === 'private' ? t('whatPrivate') : t('what')}</p>
      {heirs.data?.length === 0 && <p>{t('nobody')}</p>}
      <fieldset className="-mx-2 flex max-h-[45dvh] flex-col overflow-y-auto">
        <legend className="sr-only">{t('to')}</legend>
        {heirs.data?.map((person) => (
          <label
            key={person.id}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded px-2 hover:bg-sunk has-checked:bg-sunk"
          >
            <input
              type="radio"
              name="heir"
              checked={personId === person.id}
              onChange={() => setPersonId(person.id)}
              className="size-4 accent-(--ink)"
            />
            <Avatar person={person} size={24} />
            <span dir="auto" className="min-w-0 truncate">
              {person.name}
            </span>
          </label>
        ))}
      </fieldset>
      {(transfer.error || heirs.error) && (
        <p role="alert" className="text-danger">
          {transfer.error ? errorText(transfer.error) : t('failed')}
        </p>
      )}
    </FormDialog>
  )
}
