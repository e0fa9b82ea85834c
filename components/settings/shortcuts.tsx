'use client'

import { RotateCcw, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { COMMAND_GROUPS, COMMANDS, type CommandId } from '#components/commands/catalogue.ts'
import { type Key, keymap, pressedKey, printedKey, takenBy } from '#components/commands/keymap.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useModKey } from '#components/ui/mod-key.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { Section } from './section.tsx'
import { useSaving } from './use-saving.ts'

/** The keys of commands, each of which a person may have otherwise. */
export function Shortcuts() {
  const t = useTranslations('commands')
  const words = useTranslations('settings.shortcuts')
  const { me } = useStudioFacts()
  const { save } = useSaving()
  const [own, setOwn] = useState(me.choices.shortcuts)
  const [listening, setListening] = useState<CommandId | null>(null)
  const [problem, setProblem] = useState<{ id: CommandId; by: CommandId } | null>(null)
  const keys = keymap(own)

  const change = async (next: Readonly<Record<string, string | null>>) => {
    const before = own
    setOwn(next)
    if (await save(() => profileRequests.change({ choices: { shortcuts: next } }))) setOwn(before)
  }
  const choose = (id: CommandId, key: Key) => {
    const by = takenBy(keys, key, id)
    setListening(null)
    setProblem(by && { id, by })
    if (by === null) void change({ ...own, [id]: key })
  }
  const reset = (id: CommandId) => {
    const { [id]: _, ...rest } = own
    const usual = COMMANDS.find((command) => command.id === id)?.key ?? ''
    const by = takenBy(keymap(rest), usual, id)
    setProblem(by && { id, by })
    if (by === null) void change(rest)
  }

  return (
    <>
      {COMMAND_GROUPS.map((group) => (
        <Section key={group} title={t(`groups.${group}`)}>
          <ul className="max-w-xl">
            {COMMANDS.filter((command) => command.group === group).map(({ id }) => (
              <li key={id} className="flex min-h-10 flex-wrap items-center gap-2">
                <span className="min-w-0 flex-1">{t(`names.${id}`)}</span>
                <KeyButton
                  label={words('change', { command: t(`names.${id}`) })}
                  bound={keys.get(id)}
                  listening={listening === id}
                  onListen={(on) => setListening(on ? id : null)}
                  onKey={(key) => choose(id, key)}
                />
                <IconButton
                  label={words('remove', { command: t(`names.${id}`) })}
                  disabled={!keys.has(id)}
                  onClick={() => void change({ ...own, [id]: null })}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
                <IconButton
                  label={words('reset', { command: t(`names.${id}`) })}
                  disabled={!Object.hasOwn(own, id)}
                  onClick={() => reset(id)}
                >
                  <RotateCcw aria-hidden className="size-4" />
                </IconButton>
                {problem?.id === id && (
                  <p role="alert" className="w-full text-danger text-xs">
                    {words('taken', { command: t(`names.${problem.by}`) })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <Button onClick={() => void change({})} disabled={Object.keys(own).length === 0}>
        {words('resetAll')}
      </Button>
    </>
  )
}

interface KeyButtonProps {
  label: string
  bound: Key | undefined
  listening: boolean
  onListen: (on: boolean) => void
  onKey: (key: Key) => void
}

/** A letter waits this long for a second one before it is taken alone. */
const PAIR_MS = 900

/** Shows a key; after a press on it the next key (or two, one after the other) becomes the new one. Esc leaves it as it was. */
function KeyButton({ label, bound, listening, onListen, onKey }: KeyButtonProps) {
  const words = useTranslations('settings.shortcuts')
  const mod = useModKey()
  const [first, setFirst] = useState<Key | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Whoever leaves the page before the second key has chosen none.
  useEffect(() => () => clearTimeout(timer.current), [])
  const end = (key: Key | null) => {
    clearTimeout(timer.current)
    setFirst(null)
    if (key === null) onListen(false)
    else onKey(key)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return
    const key = pressedKey(event.nativeEvent)
    event.preventDefault()
    event.stopPropagation()
    if (key === null) return
    if (key === 'Escape') end(null)
    else if (first !== null) end(`${first} ${key}`)
    else if (/^[a-z]$/.test(key)) {
      setFirst(key)
      timer.current = setTimeout(() => end(key), PAIR_MS)
    } else end(key)
  }
  return (
    <button
      type="button"
      aria-pressed={listening}
      onClick={() => onListen(true)}
      onBlur={() => listening && end(null)}
      onKeyDown={onKeyDown}
      className="inline-flex h-8 min-w-24 items-center justify-center rounded bg-sunk px-2 text-muted hover:bg-hover hover:text-ink aria-pressed:outline-2 aria-pressed:outline-focus"
    >
      {/* Not as a label, which would have to hold the key that is drawn. */}
      <span className="sr-only">{label} </span>
      {listening ? (
        first === null ? (
          words('press')
        ) : (
          <Kbd keys={`${printedKey(first, mod)} …`} />
        )
      ) : bound === undefined ? (
        words('none')
      ) : (
        <Kbd keys={printedKey(bound, mod)} />
      )}
    </button>
  )
}
