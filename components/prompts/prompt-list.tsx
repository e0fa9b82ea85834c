import { BookmarkPlus, Pencil, TextCursorInput, Trash2, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Hits } from '#components/search/hits.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { useDeletePrompt, useKeepPrompt } from '#lib/prompts/client.ts'
import type { SavedPromptDto } from '#lib/prompts/schema.ts'
import type { Keeping } from './keep-prompt.tsx'
import type { PromptEntry } from './prompt-entries.ts'

interface PromptListProps {
  entries: readonly PromptEntry[]
  /** What was searched for. */
  query: string
  onTake: (entry: PromptEntry, how: 'replace' | 'append') => void
  onKeep: (keeping: Keeping) => void
  /** There is something to append to. */
  mayAppend: boolean
}

/** Prompts by their folders; a press takes one, and the buttons beside it do the rest. */
export function PromptList({ entries, ...shared }: PromptListProps) {
  const folders = Map.groupBy(entries, ({ saved }) => saved?.folder ?? '')
  return [...folders].map(([folder, inside]) => (
    <section key={folder} aria-label={folder || undefined}>
      {folder !== '' && (
        <h3 dir="auto" className="px-2 pt-3 pb-1 text-faint text-xs">
          {folder}
        </h3>
      )}
      <ul>
        {inside.map((entry) => (
          <Entry key={entry.key} entry={entry} {...shared} />
        ))}
      </ul>
    </section>
  ))
}

function Entry({
  entry,
  query,
  onTake,
  onKeep,
  mayAppend,
}: { entry: PromptEntry } & Omit<PromptListProps, 'entries'>) {
  const t = useTranslations('prompts')
  const errorText = useErrorText()
  const { prompt, slots, saved } = entry
  const lists = Object.entries(slots)
  // As promises: a prompt leaves the list, and this with it, before the answer is there.
  const { mutateAsync: forget } = useDeletePrompt()
  const { mutateAsync: keep } = useKeepPrompt()
  const remove = ({ id, name, folder, shared }: SavedPromptDto) => {
    const fail = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
    const again = () => void keep({ id: null, prompt: { name, folder, prompt, slots, shared } }).catch(fail)
    forget({ id }).then(
      () => showToast(t('deleted', { name }), { action: { label: t('undo'), run: again } }),
      fail,
    )
  }
  return (
    <li className="group/entry flex items-start gap-1 rounded hover:bg-sunk has-focus-visible:bg-sunk">
      <button
        type="button"
        data-entry
        onClick={() => onTake(entry, 'replace')}
        className="min-w-0 flex-1 rounded px-2 py-2 text-left"
      >
        {saved && (
          <span className="flex items-center gap-2 font-medium">
            <span dir="auto" className="truncate">
              <Hits text={saved.name} query={query} />
            </span>
            {saved.own && saved.shared && (
              <Users aria-label={t('shared')} className="size-3.5 shrink-0 text-faint" />
            )}
            {!saved.own && (
              <span className="truncate font-normal text-faint text-xs">{saved.owner.name}</span>
            )}
          </span>
        )}
        <span dir="auto" className={saved ? 'line-clamp-1 text-muted' : 'line-clamp-2'}>
          <Hits text={prompt} query={query} />
        </span>
        {lists.length > 0 && (
          <span className="line-clamp-2 text-faint text-xs">
            {lists.map(([name, values], place) => (
              <bdi key={name}>
                {place > 0 && ' · '}
                {t('slot', { name, values: values.join(t('comma')) })}
              </bdi>
            ))}
          </span>
        )}
      </button>
      <span className="flex shrink-0 py-1 pr-1 opacity-0 focus-within:opacity-100 group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 pointer-coarse:opacity-100">
        {mayAppend && (
          <IconButton size="sm" label={t('append')} onClick={() => onTake(entry, 'append')}>
            <TextCursorInput aria-hidden className="size-4" />
          </IconButton>
        )}
        {!saved?.own && (
          <IconButton
            size="sm"
            label={saved ? t('copy') : t('save')}
            onClick={() => onKeep({ prompt, slots })}
          >
            <BookmarkPlus aria-hidden className="size-4" />
          </IconButton>
        )}
        {saved?.own && (
          <>
            <IconButton size="sm" label={t('change')} onClick={() => onKeep({ prompt, slots, saved })}>
              <Pencil aria-hidden className="size-4" />
            </IconButton>
            <IconButton size="sm" label={t('delete')} onClick={() => remove(saved)}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </>
        )}
      </span>
    </li>
  )
}
