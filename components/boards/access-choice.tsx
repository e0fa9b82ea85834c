import { Eye, Lock, PencilLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { BOARD_ACCESS, type BoardAccess } from '#lib/boards/limits.ts'

export const ACCESS_ICONS = { private: Lock, team_view: Eye, team_edit: PencilLine } as const

interface AccessChoiceProps {
  value: BoardAccess
  onChange: (access: BoardAccess) => void
  onSettle?: () => void
  /** Those that may be chosen. */
  options?: readonly BoardAccess[]
}

/** Who sees and who changes a board. */
export function AccessChoice({ value, onChange, onSettle, options = BOARD_ACCESS }: AccessChoiceProps) {
  const t = useTranslations('boards.access')
  return (
    <ChoiceGrid
      label={t('label')}
      options={options}
      value={value}
      onChange={onChange}
      {...(onSettle && { onSettle })}
      columns={1}
      name={(access) => `${t(`${access}.name`)}. ${t(`${access}.what`)}`}
    >
      {(access) => {
        const Icon = ACCESS_ICONS[access]
        return (
          <span className="flex gap-3 px-3 py-2">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              <span className="block text-ink">{t(`${access}.name`)}</span>
              <span className="block text-muted text-xs">{t(`${access}.what`)}</span>
            </span>
          </span>
        )
      }}
    </ChoiceGrid>
  )
}
