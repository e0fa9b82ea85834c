import { useTranslations } from 'next-intl'
import { useLayoutEffect, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'

/** About three lines beside the pictures, in columns; East Asian characters take two. */
const LIKELY_CLIPPED = 120

/** Before it can be measured: whether the prompt is longer than three lines. */
function likelyClipped(text: string): boolean {
  const wide = text.match(/[\u2e80-\uffef]/g)?.length ?? 0
  return text.length + wide > LIKELY_CLIPPED || text.split('\n').length > 3
}

/** A prompt in three lines, and the rest on demand. */
export function PromptText({ text }: { text: string }) {
  const t = useTranslations('feed')
  const paragraph = useRef<HTMLParagraphElement>(null)
  const [open, setOpen] = useState(false)
  const [clipped, setClipped] = useState(() => likelyClipped(text))

  useLayoutEffect(() => {
    const element = paragraph.current
    if (!element || open) return
    const measure = () => setClipped(element.scrollHeight > element.clientHeight + 1)
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    measure()
    return () => resized.disconnect()
  }, [open])

  return (
    <div>
      <p
        ref={paragraph}
        className={cx('whitespace-pre-line text-ink wrap-anywhere', !open && 'line-clamp-3')}
      >
        {text}
      </p>
      {(clipped || open) && (
        <button
          type="button"
          aria-expanded={open}
          className="touch-target rounded text-faint text-xs hover:text-ink"
          onClick={() => setOpen(!open)}
        >
          {open ? t('less') : t('more')}
        </button>
      )}
    </div>
  )
}
