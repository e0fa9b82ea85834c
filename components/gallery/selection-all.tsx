import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { PictureOrder } from './picture-order.ts'
import { useSelectAll } from './use-select-all.ts'

/** Chooses every picture of the list, loaded or not. */
export function SelectionAll({ chosen, order }: { chosen: number; order: PictureOrder }) {
  const t = useTranslations('selection')
  const selectAll = useSelectAll(order)
  if (!order.whole || chosen >= order.count) return null
  return (
    <Button variant="plain" className="text-muted" onClick={selectAll}>
      {t('all', { count: order.count })}
    </Button>
  )
}
