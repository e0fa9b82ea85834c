import { useTranslations } from 'next-intl'
import { type Dispatch, type RefObject, useCallback } from 'react'
import type { ComposerAction, ComposerState } from '#components/composer/composer-reducer.ts'
import { clearAxes } from '#components/matrix/plan-store.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'

/**
 * What happens when a dropped picture turns out to carry a recipe: it is a reference, as any picture, and its recipe is one
 * press away, with a way back. The code that restores comes with the press.
 */
export function useRecipeOffer(
  composer: RefObject<ComposerState>,
  dispatch: Dispatch<ComposerAction>,
): (file: File) => void {
  const t = useTranslations('recipes')
  const errorText = useErrorText()
  return useCallback(
    (file) => {
      const restore = async () => {
        try {
          const { restoredRecipe } = await import('./restore.ts')
          const restored = await restoredRecipe(file, composer.current.form)
          if (!restored) return showToast(t('none'), { tone: 'danger' })
          const before = composer.current
          // A recipe is of one run: axes that were planned for something else would make many of it.
          const bringBack = clearAxes()
          dispatch({ type: 'replace', state: restored.state })
          const missing = restored.missing.join(t('separator'))
          const text = missing === '' ? t('restored') : t('restoredWithout', { missing })
          const run = () => {
            dispatch({ type: 'replace', state: before })
            bringBack()
          }
          showToast(text, { action: { label: t('undo'), run } })
        } catch (cause) {
          const error = cause instanceof ApiError ? cause : new ApiError('network', 0, { cause })
          showToast(errorText(error), { tone: 'danger' })
        }
      }
      showToast(t('carries', { name: file.name }), {
        action: { label: t('restore'), run: () => void restore() },
      })
    },
    [composer, dispatch, errorText, t],
  )
}
