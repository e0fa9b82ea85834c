'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useSyncExternalStore } from 'react'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useModKey } from '#components/ui/mod-key.ts'
import { COMMAND_GROUPS, COMMANDS, FIXED_KEYS } from './catalogue.ts'
import { currentKeymap, subscribeKeymap } from './command-store.ts'
import { printedKey } from './keymap.ts'

/** Every key there is, on one sheet. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('commands')
  const mod = useModKey()
  const keys = useSyncExternalStore(subscribeKeymap, currentKeymap, currentKeymap)
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  const line = (id: string, label: string, printed: string) => (
    <div key={id} className="flex min-h-8 items-center justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="shrink-0">
        <Kbd keys={printed} />
      </dd>
    </div>
  )
  return (
    <Dialog
      label={t('sheet')}
      onClose={onClose}
      handle={handle}
      className="sm:w-[min(820px,calc(100vw-32px))]"
    >
      <header className="flex items-center justify-between py-2 pr-2 pl-4">
        <h2 className="font-medium text-base">{t('sheet')}</h2>
        <IconButton label={t('close')} keys="Esc" data-autofocus onClick={close}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div className="gap-x-10 px-4 pb-4 sm:columns-2">
        {COMMAND_GROUPS.map((group) => (
          <section key={group} className="break-inside-avoid pb-5">
            <h3 className="pb-1 font-medium">{t(`groups.${group}`)}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group).map(({ id }) => {
                const key = keys.get(id)
                return key === undefined ? null : line(id, t(`names.${id}`), printedKey(key, mod))
              })}
            </dl>
          </section>
        ))}
        <section className="break-inside-avoid pb-5">
          <h3 className="pb-1 font-medium">{t('groups.fixed')}</h3>
          <dl>
            {FIXED_KEYS.map(({ id, keys: fixed }) =>
              line(id, t(`fixed.${id}`), fixed.replace('Mod', mod).replace('Shift', '⇧')),
            )}
          </dl>
        </section>
      </div>
      <footer className="sticky bottom-0 border-line border-t bg-surface px-4 py-3">
        <AreaLink href="/settings/shortcuts" onClick={close} className="text-muted underline hover:text-ink">
          {t('change')}
        </AreaLink>
      </footer>
    </Dialog>
  )
}
