import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { sizeText } from '#components/composer/form.ts'
import { findUseCase, USE_CASE_GROUPS, USE_CASES, type UseCase } from '#lib/models/use-cases.ts'

interface UseCaseSelectProps {
  label: string
  value: UseCase | null
  onChange: (useCase: UseCase | null) => void
  /** Name of the choice of none. */
  none: string
}

/** One of the exact sizes that something is for, or none. */
export function UseCaseSelect({ label, value, onChange, none }: UseCaseSelectProps) {
  const t = useTranslations('recipes.use')
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      <select
        id={id}
        value={value?.id ?? ''}
        onChange={(event) => onChange(findUseCase(event.target.value))}
        className="h-9 min-w-0 rounded bg-sunk px-2 max-sm:h-11 max-sm:text-base"
      >
        <option value="">{none}</option>
        {USE_CASE_GROUPS.map((group) => (
          <optgroup key={group} label={t(`group.${group}`)}>
            {USE_CASES.filter((useCase) => useCase.group === group).map((useCase) => (
              <option key={useCase.id} value={useCase.id}>
                {t(`name.${useCase.id}`)}, {sizeText(useCase)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
