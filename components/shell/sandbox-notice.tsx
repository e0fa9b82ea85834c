import { useTranslations } from 'next-intl'

/** On every page while no key is set: what that means and how to change it. */
export function SandboxNotice() {
  const t = useTranslations('shell.sandbox')
  return (
    <aside
      aria-label={t('label')}
      className="flex min-h-8 items-center justify-center gap-2 px-4 py-1.5 text-muted text-xs"
    >
      <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-accent outline outline-edge" />
      <p className="text-pretty">
        <strong className="font-medium text-ink">{t('title')}</strong>{' '}
        {t.rich('how', {
          code: (text) => <code className="rounded-picture bg-sunk px-1 font-mono text-ink">{text}</code>,
        })}
      </p>
    </aside>
  )
}
