'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { COMPARE } from '#components/compare/compare-ids.ts'
import { focusPrompt } from '#components/composer/prompt-focus.ts'
import { useLookCloser } from '#components/gallery/use-look-closer.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { currentToasts, dismissToast } from '#components/ui/toast-store.ts'
import { may } from '#lib/accounts/roles.ts'
import { actsUnderWay } from '#lib/in-turn.ts'
import { followChoices } from './command-store.ts'
import { useCommand } from './use-command.ts'
import { useCommandListener } from './use-command-listener.ts'
import { picturesAtHand, usePictureCommand } from './use-picture-command.ts'

const [Palette] = lazyDialog(() => import('./palette.tsx').then((module) => module.Palette))
const [ShortcutSheet] = lazyDialog(() =>
  import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet),
)

/** Hears keys, and shows the palette and the sheet of shortcuts. Once per page; their code comes when first wanted. */
export function CommandHost() {
  const router = useRouter()
  const { me } = useStudioFacts()
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const maker = may(me.role, 'make')

  const { shortcuts } = me.choices
  useEffect(() => followChoices(shortcuts), [shortcuts])
  useCommandListener()

  useCommand('palette', () => setOpen('palette'))
  useCommand('shortcuts', () => setOpen('shortcuts'))
  useCommand('undo', undoLast)
  useCommand('go.studio', () => router.push('/'))
  useCommand('go.gallery', () => router.push('/gallery'))
  useCommand('go.mine', () => router.push('/gallery?person=me'))
  useCommand('go.boards', () => router.push('/boards'))
  useCommand('go.kits', () => router.push('/kits'))
  useCommand('go.links', () => router.push('/links'), maker)
  useCommand('go.trash', () => router.push('/trash'), maker)
  useCommand('go.settings', () => router.push('/settings'))
  const closer = useLookCloser()
  useCommand('picture.compare', () => {
    const ids = picturesAtHand()
    if (ids.length < COMPARE.min || ids.length > COMPARE.max) return false
    closer.compare(ids)
  })
  usePictureCommand('picture.sheet', true, closer.sheet)
  useCommand(
    'new',
    () => {
      router.push('/')
      focusPrompt()
    },
    maker,
  )

  // What the palette opened in its place stays.
  const close = (which: typeof open) => setOpen((now) => (now === which ? null : now))
  if (open === 'palette') return <Palette onClose={() => close('palette')} />
  if (open === 'shortcuts') return <ShortcutSheet onClose={() => close('shortcuts')} />
  return null
}

/** Takes back what was done last: what is still under way, once it is done, else what the newest notice offers. */
function undoLast(): boolean {
  const acts = actsUnderWay()
  if (acts) {
    void acts.then(undoLast)
    return true
  }
  const toast = currentToasts().findLast(({ action }) => action !== undefined)
  if (!toast?.action) return false
  dismissToast(toast.id)
  toast.action.run()
  return true
}
