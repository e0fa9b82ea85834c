import { BookmarkPlus, Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { useComposer } from '#components/composer/composer-store.tsx'
import { textsOf, typedLists } from '#components/matrix/filled-slots.ts'
import { setSlots, usePlan } from '#components/matrix/plan-store.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { usePromptHistory, useSavedPrompts } from '#lib/prompts/client.ts'
import { type Keeping, KeepPrompt } from './keep-prompt.tsx'
import { appended, foundEntries, type PromptEntry, usedEntry } from './prompt-entries.ts'
import { PromptList } from './prompt-list.tsx'

interface PromptsDialogProps {
  /** What the composer holds. */
  prompt: string
  onAppend: (prompt: string) => void
  onClose: () => void
}

const TABS = ['history', 'saved', 'team'] as const
type Tab = (typeof TABS)[number]

/** Every prompt that was used or kept, to take one up again. */
export function PromptsDialog({ prompt, onAppend, onClose }: PromptsDialogProps) {
  const t = useTranslations('prompts')
  const handle = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [tab, setTab] = useState<Tab>('history')
  const [text, setText] = useState('')
  const asked = useDeferredValue(text)
  const [keeping, setKeeping] = useState<Keeping | null>(null)
  const { setPrompt } = useComposer()
  const typed = typedLists(prompt, usePlan().slots)
  const history = usePromptHistory(asked.trim())
  const saved = useSavedPrompts()
  const query = tab === 'history' ? history : saved
  const kept = (saved.data ?? []).filter(({ own }) => own === (tab === 'saved'))
  const entries: PromptEntry[] =
    tab === 'history' ? (history.data ?? []).map(usedEntry) : foundEntries(kept, text)

  const take = (entry: PromptEntry, how: 'replace' | 'append') => {
    const texts = textsOf(entry.slots)
    if (how === 'replace') setPrompt(entry.prompt, setSlots(texts))
    else {
      // The words that stay keep the values that they have.
      setSlots(Object.fromEntries(Object.entries(texts).filter(([name]) => !Object.hasOwn(typed, name))))
      onAppend(appended(prompt, entry.prompt))
    }
    handle.current?.close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.nativeEvent.isComposing) return
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])]
    const focused = document.activeElement
    const at = focused instanceof HTMLElement ? lines.indexOf(focused) : -1
    if (at < 0 && step < 0) return
    event.preventDefault()
    const to = at + step
    if (to < 0) handle.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    else lines[to]?.focus()
  }

  return (
    <Dialog label={t('label')} onClose={onClose} handle={handle} className="sm:h-[min(92dvh,640px)] sm:w-160">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from the field into the list and back */}
      <div className="flex min-h-0 flex-1 flex-col max-sm:h-[85dvh]" onKeyDown={onKeyDown}>
        <header className="flex items-center gap-2 py-2 pr-2 pl-4">
          <h2 className="flex-1 font-medium text-base">{t('label')}</h2>
          <Button
            disabled={prompt.trim() === ''}
            data-tip={t('saveTip')}
            onClick={() => setKeeping({ prompt, slots: typed })}
          >
            <BookmarkPlus aria-hidden className="size-4" />
            {t('save')}
          </Button>
          <IconButton label={t('close')} keys="Esc" onClick={() => handle.current?.close()}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </header>
        <div className="flex flex-col gap-2 px-4 pb-2">
          <div role="tablist" aria-label={t('label')} className="flex gap-1">
            {TABS.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                aria-selected={one === tab}
                onClick={() => setTab(one)}
                className="touch-target h-8 rounded px-3 text-muted hover:bg-sunk aria-selected:bg-sunk aria-selected:text-ink"
              >
                {t(`tab.${one}`)}
              </button>
            ))}
          </div>
          <label className="flex h-9 items-center gap-2 rounded bg-sunk px-3 focus-within:outline-2">
            <Search aria-hidden className="size-4 shrink-0 text-faint" />
            <input
              type="search"
              data-autofocus
              aria-label={t('search')}
              placeholder={t('search')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="min-w-0 flex-1 bg-transparent outline-none max-sm:text-base"
            />
          </label>
        </div>
        <div
          ref={list}
          role="tabpanel"
          aria-label={t(`tab.${tab}`)}
          className="min-h-0 flex-1 overflow-y-auto px-2 pb-3"
        >
          {entries.length > 0 ? (
            <PromptList
              entries={entries}
              query={asked}
              onTake={take}
              onKeep={setKeeping}
              mayAppend={prompt.trim() !== ''}
            />
          ) : (
            <p className="p-3 text-muted">
              {query.isError
                ? t('failed')
                : query.isPending
                  ? t('loading')
                  : text.trim() === ''
                    ? t(`none.${tab}`)
                    : t('nothingFound')}
            </p>
          )}
        </div>
      </div>
      {keeping && <KeepPrompt {...keeping} onClose={() => setKeeping(null)} />}
    </Dialog>
  )
}
