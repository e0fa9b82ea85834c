import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { kitPath, useChangeKit, useCreateKit, useDeleteKit, useKitOfRun } from '#lib/kits/client.ts'
import { KIT_LIMITS } from '#lib/kits/limits.ts'
import type { KitChange, KitDto } from '#lib/kits/schema.ts'
import { withKit } from './with-kit.ts'

/** What can be done with a kit as a whole, with its notices and the ways back. */
export function useKitActions(kit: KitDto) {
  const t = useTranslations('kits.toast')
  const errorText = useErrorText()
  const router = useRouter()
  const { state, changeUndoably } = useComposerParts()
  const { data: applied } = useKitOfRun(state.form.kit)
  // As promises: the page may be gone before the answer of what was asked on it.
  const { mutateAsync: changeKit } = useChangeKit()
  const { mutateAsync: deleteKit } = useDeleteKit()
  const { mutateAsync: createKit } = useCreateKit()
  const fail = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
  const { id } = kit
  const undo = (ask: () => Promise<unknown>) => ({
    action: { label: t('undo'), run: () => void ask().catch(fail) },
  })

  const change = (what: KitChange) => void changeKit({ id, ...what }).catch(fail)
  return {
    change,
    /** Applies it in the composer and goes there. */
    use: () => {
      changeUndoably(t('applied', { kit: kit.name }), (held) =>
        withKit(held, kit, state.form.kit ? applied : undefined),
      )
      router.push('/')
    },
    /** A kit of one's own that begins as this one is. */
    copy: () =>
      void createKit({
        name: t('copyOf', { kit: kit.name }).slice(0, KIT_LIMITS.nameChars),
        content: kit.content,
      }).then((made) => {
        router.push(kitPath(made.id))
        showToast(t('copied'))
      }, fail),
    archive: () =>
      void changeKit({ id, archived: true }).then(
        () =>
          showToast(
            t('archived', { kit: kit.name }),
            undo(() => changeKit({ id, archived: false })),
          ),
        fail,
      ),
    remove: () =>
      void deleteKit({ id }).then(() => {
        router.push('/kits')
        showToast(
          t('deleted', { kit: kit.name }),
          undo(() => changeKit({ id, deleted: false })),
        )
      }, fail),
  }
}
