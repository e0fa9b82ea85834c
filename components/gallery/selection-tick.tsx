import { useTranslations } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'
import { isSelected, subscribeSelection, toggleSelected } from './selection-store.ts'

/**
 * The mark by which a picture is chosen, on hover and focus; its ring is drawn by the tile's own style. Outside the tab
 * order, which would be twice as long: the picture itself takes Space.
 */
export function SelectionTick({ id, prompt }: { id: string; prompt: string }) {
  const t = useTranslations('selection')
  const read = useCallback(() => isSelected(id), [id])
  const checked = useSyncExternalStore(subscribeSelection, read, () => false)
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={t('select', { prompt })}
      checked={checked}
      onChange={() => toggleSelected(id)}
      // A press with Shift chooses a range, as on the picture itself: see `SelectionArea`.
      data-tick={id}
      className="tick absolute top-1.5 left-1.5"
    />
  )
}
