'use client'

import { BookMarked } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCommand, useCommandKeys } from '#components/commands/use-command.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'

const [PromptsDialog, preload] = lazyDialog(() =>
  import('./prompts-dialog.tsx').then((module) => module.PromptsDialog),
)

interface PromptsButtonProps {
  /** What the composer holds. */
  prompt: string
  onAppend: (prompt: string) => void
}

/** The way to every prompt that was used or kept. */
export function PromptsButton({ prompt, onAppend }: PromptsButtonProps) {
  const t = useTranslations('prompts')
  const [open, setOpen] = useState(false)
  const keys = useCommandKeys('prompts')
  useCommand('prompts', () => setOpen(true))
  return (
    <>
      <IconButton
        size="sm"
        label={t('label')}
        keys={keys}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(true)}
        className="compact:hidden"
      >
        <BookMarked aria-hidden className="size-4" />
      </IconButton>
      {open && <PromptsDialog prompt={prompt} onAppend={onAppend} onClose={() => setOpen(false)} />}
    </>
  )
}
