import { useTranslations } from 'next-intl'
import { useLayoutEffect, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'

/** A prompt in three lines, and the rest on demand. */
export function PromptText({ text }: { text: string }) {
  const t = useTranslations('feed')
  const paragraph = useRef<HTMLParagraphElement>(null)
  const [open, setOpen] = useState(false)
  const [clipped, setClipped] = useState(false)

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
