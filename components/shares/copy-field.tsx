import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'

interface CopyFieldProps {
  label: string
  value: string
  hint?: ReactNode
  /** The one thing to do here. */
  primary?: boolean
}

/** A text to take along. Where the page may not write to the clipboard (plain http), it is selected instead. */
export function CopyField({ label, value, hint, primary = false }: CopyFieldProps) {
  const t = useTranslations('shares.copy')
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<{ of: string; done: boolean }>()
  // What was said of another text is said no longer.
  const said = outcome?.of === value ? outcome : undefined

  const copy = async () => {
    try {
      // Clipboards exist only in secure contexts; a studio on a LAN may be plain http.
      if (!navigator.clipboard) throw new DOMException('no clipboard', 'NotAllowedError')
      await navigator.clipboard.writeText(value)
      setOutcome({ of: value, done: true })
    } catch (cause) {
      if (!(cause instanceof DOMException)) throw cause
      field.current?.focus()
      field.current?.select()
      setOutcome({ of: value, done: false })
    }
  }

  return (
    <div>
      <TextField
        ref={field}
        label={label}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        hint={said && !said.done ? t('selected') : hint}
        beside={
          <Button
            variant={primary ? 'primary' : 'quiet'}
            data-autofocus={primary || undefined}
            aria-label={t('copyThis', { label })}
            className="h-9 min-w-24"
            onClick={() => void copy()}
          >
            {said?.done ? (
              <Check aria-hidden className="size-4 shrink-0" />
            ) : (
              <Copy aria-hidden className="size-4 shrink-0" />
            )}
            {said?.done ? t('copied') : t('copy')}
          </Button>
        }
      />
      <p aria-live="polite" className="sr-only">
        {said && (said.done ? t('copied') : t('selected'))}
      </p>
    </div>
  )
}
