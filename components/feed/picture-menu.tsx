import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { lazily } from '#components/ui/lazily.tsx'
import { Menu } from '#components/ui/menu.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { ImageDto } from '#lib/images/schema.ts'

const [PictureMenuItems, preload] = lazily(() =>
  import('./picture-menu-items.tsx').then((module) => module.PictureMenuItems),
)

interface PictureMenuProps {
  image: ImageDto
  generation: GenerationDto
  trigger: ComponentProps<typeof Menu>['trigger']
}

/** What can be done with a finished picture; its items are fetched when somebody comes near. */
export function PictureMenu({ image, generation, trigger }: PictureMenuProps) {
  const t = useTranslations('feed.action')
  return (
    <Menu label={t('more')} trigger={trigger} onNear={preload} side="top" align="end">
      {(close) => <PictureMenuItems image={image} generation={generation} close={close} />}
    </Menu>
  )
}
