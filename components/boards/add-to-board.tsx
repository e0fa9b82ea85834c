'use client'

import { Check, Plus, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import type { ApiError } from '#lib/api-client.ts'
import {
  useAddToBoard,
  useBoards,
  useBoardsOfImage,
  useCreateBoard,
  useRemoveFromBoard,
} from '#lib/boards/client.ts'
import { BOARD_LIMITS } from '#lib/boards/limits.ts'
import type { BoardDto, BoardRef } from '#lib/boards/schema.ts'
import { BoardCover } from './board-cover.tsx'
import { matching } from './matching.ts'

interface AddToBoardProps {
  imageIds: readonly string[]
  onClose: () => void
}

/**
 * Puts pictures on boards: those they are on are ticked (known for a single picture), a press ticks and unticks, and a
 * name that no board has makes one. All by keyboard: type to search, arrows to move, Enter to tick.
 */
export function AddToBoard({ imageIds, onClose }: AddToBoardProps) {
  const t = useTranslations('boards.add')
  const frame = useTranslations('boards')
  const errorText = useErrorText()
  const [query, setQuery] = useState('')
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const boards = useBoards()
  const on = useBoardsOfImage(imageIds.length === 1 ? imageIds[0] : undefined)
  /** What was ticked and unticked here, by board. */
  const [ticks, setTicks] = useState<Readonly<Record<string, boolean>>>({})
  const add = useAddToBoard()
  const remove = useRemoveFromBoard()
  const create = useCreateBoard()
  const list = useRef<HTMLDivElement>(null)

  const name = query.trim()
  const known = boards.data?.filter((board) => board.can.edit && board.archivedAt === null) ?? []
  const found = matching(known, name)
  // Before they are known, any name might be a board's.
  const isNew =
    boards.data !== undefined &&
    name !== '' &&
    !known.some((board) => board.name.toLowerCase() === name.toLowerCase())
  const ticked = (board: BoardRef) => ticks[board.id] ?? on.data?.some(({ id }) => id === board.id) ?? false

  const onError = (error: ApiError) => setProblem(errorText(error))
  const tick = (board: BoardRef, to: boolean) => {
    setProblem(null)
    setTicks((all) => ({ ...all, [board.id]: to }))
    const undone = (error: ApiError) => {
      setTicks((all) => ({ ...all, [board.id]: !to }))
      onError(error)
    }
    const images = { boardId: board.id, imageIds }
    const { mutateAsync: send } = to ? add : remove
    send(images).catch(undone)
    setSaid(t(to ? 'saidAdded' : 'saidRemoved', { board: board.name, count: imageIds.length }))
  }
  const make = () => {
    if (create.isPending) return
    setProblem(null)
    create.mutate(
      { name, description: '', access: 'team_view' },
      {
        onSuccess: (board) => {
          setQuery('')
          tick(board, true)
        },
        onError,
      },
    )
  }

  const [asked, setAsked] = useState(false)
  const options = () => [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
  const settled = !boards.isPending
  useEffect(() => {
    if (!asked || !settled) return
    setAsked(false)
    list.current?.querySelector<HTMLElement>('button')?.click()
  }, [asked, settled])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = options()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (at === 0 && step === -1) event.currentTarget.querySelector('input')?.focus()
    else all[Math.min(at + step, all.length - 1)]?.focus()
  }

  return (
    <FormDialog
      closeLabel={frame('close')}
      title={t('title', { count: imageIds.length })}
      onClose={onClose}
      // Enter in the search takes what is first, as soon as it is known what that is.
      onSubmit={() => setAsked(true)}
      actions={(close) => (
        <Button variant="primary" size="lg" onClick={close} className="max-sm:w-full">
          {t('done')}
        </Button>
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the field and the list */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-col gap-2">
        <label className="flex h-10 items-center gap-2 rounded bg-sunk px-3 has-focus-visible:outline-2 has-focus-visible:outline-focus">
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="sr-only">{t('search')}</span>
          <input
            value={query}
            maxLength={BOARD_LIMITS.nameChars}
            autoComplete="off"
            data-autofocus
            placeholder={t('search')}
            onChange={(event) => {
              setQuery(event.target.value)
              setAsked(false)
            }}
            className="h-full min-w-0 flex-1 bg-transparent text-base outline-none"
          />
        </label>
        <div ref={list} className="-mx-2 flex max-h-[45dvh] flex-col overflow-y-auto p-0.5">
          {found.map((board) => (
            <BoardOption key={board.id} board={board} ticked={ticked(board)} onTick={tick} />
          ))}
          {isNew && (
            <button
              type="button"
              onClick={make}
              className="flex min-h-11 items-center gap-3 rounded px-2 text-left hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span className="grid size-8 shrink-0 place-items-center rounded-picture bg-sunk">
                <Plus aria-hidden className="size-4" />
              </span>
              <span className="min-w-0">
                <span className="block truncate">{t('create', { name })}</span>
                <span className="block text-muted text-xs">{t('createSeen')}</span>
              </span>
            </button>
          )}
          {found.length === 0 && !isNew && (
            <p className="px-2 py-4 text-muted">
              {boards.isPending ? t('loading') : boards.isError ? t('failed') : t('none')}
            </p>
          )}
        </div>
        {problem && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <p aria-live="polite" className="sr-only">
          {said}
        </p>
      </div>
    </FormDialog>
  )
}

interface BoardOptionProps {
  board: BoardDto
  ticked: boolean
  onTick: (board: BoardDto, to: boolean) => void
}

function BoardOption({ board, ticked, onTick }: BoardOptionProps) {
  const t = useTranslations('boards')
  return (
    <button
      type="button"
      aria-pressed={ticked}
      onClick={() => onTick(board, !ticked)}
      className="flex min-h-11 items-center gap-3 rounded px-2 text-left hover:bg-sunk focus-visible:-outline-offset-2"
    >
      <BoardCover board={board} className="size-8 rounded-picture" only />
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate">
          {board.name}
        </span>
        <span className="block text-muted text-xs">{t('count', { count: board.count })}</span>
      </span>
      <span
        aria-hidden
        className={cx(
          'grid size-5 place-items-center rounded-full border',
          ticked ? 'border-accent bg-accent text-on-accent' : 'border-edge',
        )}
      >
        {ticked && <Check className="size-3.5" />}
      </span>
    </button>
  )
}
