'use client'

import { useQuery } from '@tanstack/react-query'
import { FileImage, FileText, Printer } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { Slider } from '#components/ui/slider.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { contactSheetRequests } from '#lib/contact-sheets/client.ts'
import {
  CAPTIONS,
  PAPER_NAMES,
  SHEET_LIMITS,
  type SheetOptions,
  USUAL_SHEET,
} from '#lib/contact-sheets/options.ts'
import { readSheetOptions, writeSheetOptions } from './kept-options.ts'
import { keptSheetIds } from './sheet-ids.ts'
import { SheetPreview } from './sheet-preview.tsx'

/** The chosen pictures on paper: what the sheet will look like, what stands on it, and the ways to take it along. */
export function ContactSheetPage() {
  const t = useTranslations('contactSheet')
  const router = useRouter()
  const errorText = useErrorText()
  const [ids, setIds] = useState<readonly string[] | null>(null)
  const [options, setOptions] = useState<SheetOptions>(USUAL_SHEET)
  useEffect(() => {
    setIds(keptSheetIds(sessionStorage))
    setOptions(readSheetOptions(localStorage))
  }, [])
  const pictures = useQuery({
    queryKey: ['contact-sheet', ids],
    queryFn: () => contactSheetRequests.pictures(ids ?? []),
    enabled: ids !== null && ids.length > 0,
  })
  const set = (values: Partial<SheetOptions>) => {
    const next = { ...options, ...values }
    setOptions(next)
    writeSheetOptions(localStorage, next)
  }

  if (ids === null) return <h1 className="sr-only">{t('title')}</h1>
  if (ids.length === 0 || pictures.isError || pictures.data?.length === 0) {
    return (
      <div className="flex flex-col items-start gap-3 p-8">
        <h1 className="text-lg">{t('title')}</h1>
        <p className="max-w-prose text-muted">{t(pictures.isError ? 'unreachable' : 'how')}</p>
        <Button onClick={() => (pictures.isError ? void pictures.refetch() : router.push('/gallery'))}>
          {t(pictures.isError ? 'retry' : 'toGallery')}
        </Button>
      </div>
    )
  }
  const save = (format: 'pdf' | 'png') =>
    contactSheetRequests.save(
      { ...options, imageIds: [...ids], format, captions: [...options.captions] },
      (refusal) => showToast(errorText(refusal), { tone: 'danger' }),
    )
  return (
    <div className="sheet-page flex gap-8 p-6 max-lg:flex-col print:p-0">
      <aside
        aria-label={t('options')}
        className="flex w-72 shrink-0 flex-col gap-5 max-lg:w-full print:hidden"
      >
        <h1 className="text-xl">{t('title')}</h1>
        <TextField
          label={t('name')}
          value={options.title}
          maxLength={SHEET_LIMITS.titleChars}
          onChange={(event) => set({ title: event.target.value })}
        />
        <ChoiceGrid
          label={t('paper')}
          options={PAPER_NAMES}
          value={options.paper}
          onChange={(paper) => set({ paper })}
          columns={PAPER_NAMES.length}
          className="rounded bg-sunk/50"
        >
          {(paper) => <span className="block px-2 py-2 text-center">{t(`papers.${paper}`)}</span>}
        </ChoiceGrid>
        <Switch checked={options.landscape} onChange={(landscape) => set({ landscape })}>
          {t('landscape')}
        </Switch>
        <div className="flex flex-col gap-2">
          <label htmlFor="sheet-columns" className="flex justify-between">
            {t('columns')} <span className="text-muted">{options.columns}</span>
          </label>
          <Slider
            id="sheet-columns"
            min={SHEET_LIMITS.columns.min}
            max={SHEET_LIMITS.columns.max}
            value={options.columns}
            onChange={(event) => set({ columns: Number(event.target.value) })}
          />
        </div>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-2">{t('captions')}</legend>
          {CAPTIONS.map((caption) => (
            <Switch
              key={caption}
              checked={options.captions.includes(caption)}
              onChange={(on) =>
                set({
                  captions: CAPTIONS.filter((each) =>
                    each === caption ? on : options.captions.includes(each),
                  ),
                })
              }
            >
              {t(`caption.${caption}`)}
            </Switch>
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => save('pdf')}>
            <FileText aria-hidden className="size-4" />
            {t('pdf')}
          </Button>
          <Button onClick={() => save('png')}>
            <FileImage aria-hidden className="size-4" />
            {t('png')}
          </Button>
          <Button onClick={() => window.print()}>
            <Printer aria-hidden className="size-4" />
            {t('print')}
          </Button>
        </div>
        {ids.length === SHEET_LIMITS.pictures && (
          <p className="text-muted text-xs">{t('most', { count: SHEET_LIMITS.pictures })}</p>
        )}
      </aside>
      {pictures.data && <SheetPreview pictures={pictures.data} options={options} />}
    </div>
  )
}
