import { useTranslations } from 'next-intl'
import { useRecentPrompts } from '#lib/generations/client.ts'

interface RecentPromptsListProps {
  onChoose: (prompt: string) => void
  close: () => void
}

/** The prompts of the last runs, asked for when this is drawn. */
export function RecentPromptsList({ onChoose, close }: RecentPromptsListProps) {
  const t = useTranslations('composer.recent')
  const { data, isError } = useRecentPrompts()
  if (isError) return <p className="p-3 text-muted">{t('failed')}</p>
  if (!data) return <p className="p-3 text-muted">{t('loading')}</p>
  if (data.length === 0) return <p className="p-3 text-muted">{t('none')}</p>
  return (
    <ul>
      {data.map(({ prompt, generationId }) => (
        <li key={generationId}>
          <button
            type="button"
            onClick={() => {
              close()
              onChoose(prompt)
            }}
            className="w-full rounded px-3 py-2 text-left hover:bg-sunk"
          >
            <span className="line-clamp-2">{prompt}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
