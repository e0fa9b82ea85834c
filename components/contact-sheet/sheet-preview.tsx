import { useTranslations } from 'next-intl'
import { type CSSProperties, useMemo } from 'react'
import {
  type Box,
  CAPTION,
  fitted,
  HEADER,
  layOutSheet,
  MARGIN,
  type Page,
  PROMPT_LINES,
} from '#lib/contact-sheets/layout.ts'
import type { SheetOptions } from '#lib/contact-sheets/options.ts'
import type { SheetPictureDto } from '#lib/contact-sheets/schema.ts'
import { imageUrls } from '#lib/images/client.ts'

interface SheetPreviewProps {
  pictures: readonly SheetPictureDto[]
  options: SheetOptions
}

/** The sheet's pages as they will be printed: what the browser's own print takes, too. */
export function SheetPreview({ pictures, options }: SheetPreviewProps) {
  const t = useTranslations('contactSheet')
  const pages = useMemo(
    () =>
      layOutSheet(
        pictures.map(({ width, height }) => width / height),
        options,
      ),
    [pictures, options],
  )
  return (
    <ol
      aria-label={t('pages', { count: pages.length })}
      className="flex min-w-0 flex-1 flex-col gap-6 print:gap-0"
    >
      {pages.map((page, number) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
          key={number}
          data-sheet-page
          className="sheet-paper relative mx-auto w-full max-w-200 bg-[#fff] text-[#222] shadow-float print:max-w-none print:shadow-none"
          style={{ aspectRatio: page.width / page.height, containerType: 'inline-size' }}
        >
          <Header page={page} title={options.title} number={number + 1} of={pages.length} />
          {page.cells.map((cell) => {
            const picture = pictures[cell.index]
            if (!picture) return null
            const box = fitted(cell.picture, picture.width / picture.height)
            return (
              <figure key={picture.id}>
                <img
                  src={imageUrls.thumb(picture.id, 640)}
                  alt={picture.captions.prompt.slice(0, 200)}
                  loading="lazy"
                  className="absolute"
                  style={place(box, page)}
                />
                {options.captions.length > 0 && (
                  <figcaption
                    className="absolute overflow-hidden"
                    style={{
                      ...place(cell.captions, page),
                      paddingTop: length(CAPTION.above, page),
                      fontSize: length(CAPTION.fontSize, page),
                      lineHeight: length(CAPTION.lineHeight, page),
                    }}
                  >
                    {options.captions
                      .filter((caption) => picture.captions[caption] !== '')
                      .map((caption) => (
                        <span
                          key={caption}
                          className={
                            caption === 'prompt'
                              ? 'line-clamp-3'
                              : caption === 'number'
                                ? 'block truncate'
                                : 'block truncate text-[#6b6b6b]'
                          }
                          style={caption === 'prompt' ? { WebkitLineClamp: PROMPT_LINES } : undefined}
                        >
                          {picture.captions[caption]}
                        </span>
                      ))}
                  </figcaption>
                )}
              </figure>
            )
          })}
        </li>
      ))}
    </ol>
  )
}

function Header({ page, title, number, of }: { page: Page; title: string; number: number; of: number }) {
  const box = { x: MARGIN, y: MARGIN, width: page.width - 2 * MARGIN, height: HEADER }
  return (
    <div
      className="absolute flex items-start justify-between gap-4 overflow-hidden"
      style={{ ...place(box, page), fontSize: length(12, page), lineHeight: length(14, page) }}
    >
      <span className="truncate">{title}</span>
      {of > 1 && (
        <span className="text-[#6b6b6b]" style={{ fontSize: length(8, page) }}>
          {number} / {of}
        </span>
      )}
    </div>
  )
}

/** A length in points as a share of the page's width on screen. */
const length = (points: number, page: Page) => `${(points / page.width) * 100}cqw`

const place = ({ x, y, width, height }: Box, page: Page): CSSProperties => ({
  left: length(x, page),
  top: length(y, page),
  width: length(width, page),
  height: length(height, page),
})
