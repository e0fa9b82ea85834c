import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { sizeText } from '#components/composer/form.ts'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { Slider } from '#components/ui/slider.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { imageUrls, useImageDetail } from '#lib/images/client.ts'
import { COPY_FORMATS } from '#lib/images/copy-formats.ts'
import type { Size } from '#lib/models/catalogue.ts'
import { cropFor, findUseCase, isEnlarged, type UseCase } from '#lib/models/use-cases.ts'
import { saveByLink } from '#lib/save-file.ts'
import { CropView } from './crop-view.tsx'
import {
  type CropChoice,
  DOWNLOAD_KINDS,
  type DownloadChoice,
  exportUrl,
  readDownloadChoice,
  writeDownloadChoice,
} from './download-choice.ts'
import { UseCaseSelect } from './use-case-select.tsx'

interface DownloadDialogProps {
  imageId: string
  onClose: () => void
}

const FORMAT_NAMES = { png: 'PNG', jpg: 'JPEG', webp: 'WebP' } as const

/** In which form a picture is downloaded: the file as it came, with its recipe, or with nothing but the picture. */
export function DownloadDialog({ imageId, onClose }: DownloadDialogProps) {
  const t = useTranslations('recipes.download')
  const { data } = useImageDetail(imageId)
  const [usual] = useState(() => readDownloadChoice(localStorage))
  const [chosen, setChoice] = useState<DownloadChoice | null>(null)
  const [chosenUse, setUse] = useState<UseCase | null | undefined>()
  const [crop, setCrop] = useState<CropChoice>(0.5)
  const size = data?.image.asset
  // Made for a use: that size is what it was made for, so it is offered first; an original has only its own.
  const madeFor = findUseCase(data?.generation.useCase)
  const use = chosenUse === undefined ? madeFor : chosenUse
  const choice =
    chosen ?? (madeFor && usual.kind === 'original' ? { ...usual, kind: 'clean' as const } : usual)
  const original = choice.kind === 'original'

  const download = () => {
    if (chosen) writeDownloadChoice(localStorage, chosen)
    saveByLink(exportUrl(imageId, { ...choice, use: use?.id ?? null, crop }))
    if (!original) showToast(t('making'))
  }

  return (
    <FormDialog
      title={t('title')}
      closeLabel={t('cancel')}
      onClose={onClose}
      actions={(close) => (
        <Button
          variant="primary"
          size="lg"
          data-autofocus
          onClick={() => {
            download()
            close()
          }}
        >
          {t('download')}
        </Button>
      )}
    >
      <ChoiceGrid
        label={t('what')}
        options={DOWNLOAD_KINDS}
        value={choice.kind}
        onChange={(kind) => setChoice({ ...choice, kind })}
        columns={1}
      >
        {(kind) => (
          <span className="block px-3 py-2">
            <span className="block text-ink">{t(`kind.${kind}`)}</span>
            <span className="block text-pretty text-xs">{t(`kindHint.${kind}`)}</span>
          </span>
        )}
      </ChoiceGrid>
      {!original && (
        <>
          <ChoiceGrid
            label={t('format')}
            options={COPY_FORMATS}
            value={choice.format}
            onChange={(format) => setChoice({ ...choice, format })}
            columns={COPY_FORMATS.length}
          >
            {(format) => <span className="block py-1.5 text-center max-sm:py-3">{FORMAT_NAMES[format]}</span>}
          </ChoiceGrid>
          <UseCaseSelect
            label={t('size')}
            none={size ? t('asMade', { size: sizeText(size) }) : t('asMadeUnknown')}
            value={use}
            onChange={setUse}
          />
          {use && size && <Cut imageId={imageId} size={size} use={use} crop={crop} onChange={setCrop} />}
        </>
      )}
    </FormDialog>
  )
}

interface CutProps {
  imageId: string
  size: Size
  use: UseCase
  crop: CropChoice
  onChange: (crop: CropChoice) => void
}

/** What of the picture an exact size keeps, and where it lies. */
function Cut({ imageId, size, use, crop, onChange }: CutProps) {
  const t = useTranslations('recipes.download')
  const { width, height } = cropFor(use, size)
  const cuts = width < 0.995 || height < 0.995
  return (
    <div className="flex flex-col gap-3">
      <div className="flex justify-center">
        <CropView
          picture={size}
          target={use}
          {...(crop === 'attention' ? {} : { at: crop })}
          box={200}
          src={imageUrls.thumb(imageId, 320)}
        />
      </div>
      {cuts && (
        <>
          <Switch checked={crop === 'attention'} onChange={(on) => onChange(on ? 'attention' : 0.5)}>
            {t('attention')}
          </Switch>
          {crop === 'attention' ? (
            <p className="text-faint text-xs">{t('attentionHint')}</p>
          ) : (
            <Slider
              aria-label={t('position')}
              min={0}
              max={100}
              value={Math.round(crop * 100)}
              onChange={(event) => onChange(Number(event.target.value) / 100)}
            />
          )}
        </>
      )}
      {isEnlarged(use, size) && <p className="text-pretty text-muted text-xs">{t('enlarged')}</p>}
    </div>
  )
}
