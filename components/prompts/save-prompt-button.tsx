import { BookmarkPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { may } from '#lib/accounts/roles.ts'
import type { SlotLists } from '#lib/prompts/slots.ts'

const [KeepPrompt, preload] = lazyDialog(() =>
  import('./keep-prompt.tsx').then((module) => module.KeepPrompt),
)

/** A picture's prompt is one filling of whatever it was made from. */
const NONE: SlotLists = {}

/** Keeps the prompt of a picture under a name; for those who make pictures. */
export function SavePromptButton({ prompt }: { prompt: string }) {
  const t = useTranslations('prompts')
  const { me } = useStudioFacts()
  const [open, setOpen] = useState(false)
  if (!may(me.role, 'make')) return null
  return (
    <>
      <Button
        size="sm"
        variant="plain"
        className="self-start text-muted"
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(true)}
      >
        <BookmarkPlus aria-hidden className="size-4" />
        {t('save')}
      </Button>
      {open && <KeepPrompt prompt={prompt} slots={NONE} onClose={() => setOpen(false)} />}
    </>
  )
}
