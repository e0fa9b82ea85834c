import { Images } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/popover.tsx'

const [GalleryPickerPanel, preload] = lazily(() =>
  import('./gallery-picker-panel.tsx').then((module) => module.GalleryPickerPanel),
)

/** Lets somebody choose one of the studio's pictures. */
export function GalleryPicker({ onChoose }: { onChoose: (imageId: string) => void }) {
  const t = useTranslations('kits.picker')
  return (
    <Popover
      label={t('label')}
      className="sm:w-106"
      onNear={preload}
      trigger={(props) => (
        <Button {...props}>
          <Images aria-hidden className="size-4" />
          {t('label')}
        </Button>
      )}
    >
      {() => <GalleryPickerPanel onChoose={onChoose} />}
    </Popover>
  )
}
