import { useTranslations } from 'next-intl'
import { useFormat } from '#components/picture/use-format.ts'
import { Button } from '#components/ui/button.tsx'
import { changesBetween, type KitChanges } from '#lib/kits/changes.ts'
import { useKitHistory } from '#lib/kits/client.ts'
import type { KitDto, KitVersionDto } from '#lib/kits/schema.ts'

interface KitVersionsProps {
  kit: KitDto
  /** False also while there is something unsaved, which it would drop. */
  mayRestore: boolean
  onRestore: (version: KitVersionDto) => void
}

/** What changed, in words, one part after the other. */
function useChangeWords() {
  const t = useTranslations('kits.changes')
  return (changes: KitChanges): string[] => [
    ...(changes.added.length > 0 ? [t('added', { count: changes.added.length })] : []),
    ...(changes.removed.length > 0 ? [t('removed', { count: changes.removed.length })] : []),
    ...(changes.roles.length > 0 ? [t('roles', { count: changes.roles.length })] : []),
    ...(changes.order ? [t('order')] : []),
    ...(changes.standingText ? [t('standingText')] : []),
    ...(changes.wordsAdded.length > 0 ? [t('wordsAdded', { words: changes.wordsAdded.join(', ') })] : []),
    ...(changes.wordsRemoved.length > 0
      ? [t('wordsRemoved', { words: changes.wordsRemoved.join(', ') })]
      : []),
    ...(changes.settings.length > 0 ? [t('settings')] : []),
  ]
}

/** Every version a kit had, what each changed, and the way back to it: as a new version, so that nothing is lost. */
export function KitVersions({ kit, mayRestore, onRestore }: KitVersionsProps) {
  const t = useTranslations('kits.versions')
  const format = useFormat()
  const words = useChangeWords()
  const history = useKitHistory(kit.id)
  const items = history.data?.items ?? []
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <h2 className="font-medium">{t('title')}</h2>
      {history.isError && items.length === 0 && (
        <p role="alert" className="text-muted">
          {t('failed')}
        </p>
      )}
      <ol className="flex flex-col gap-4">
        {items.map((item, place) => {
          const told = words(changesBetween(items[place + 1]?.content ?? null, item.content))
          return (
            <li key={item.version} className="flex flex-col gap-1">
              <div className="flex min-h-7 items-center gap-2">
                <span className="min-w-0 flex-1">
                  {t('version', { version: item.version })}
                  {item.version === kit.version && <span className="text-muted"> · {t('current')}</span>}
                </span>
                {item.version !== kit.version && kit.mayEdit && (
                  <Button
                    size="sm"
                    disabled={!mayRestore}
                    aria-label={t('restoreLabel', { version: item.version })}
                    onClick={() => onRestore(item)}
                  >
                    {t('restore')}
                  </Button>
                )}
              </div>
              <span className="text-muted text-xs" suppressHydrationWarning>
                {item.madeBy.name} · {format.moment(item.madeAt)}
              </span>
              <span dir="auto" className="text-muted text-xs wrap-anywhere">
                {told.length > 0 ? told.join(t('join')) : t('empty')}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
