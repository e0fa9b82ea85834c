import { type ReactNode, useId } from 'react'

interface ValueTogglesProps<T extends string> {
  label: string
  hint?: string
  /** In the order that the runs will have. */
  options: readonly T[]
  values: readonly T[]
  onChange: (values: T[]) => void
  /** What assistive technology reads, where an option is a picture. */
  name?: (option: T) => string
  children: (option: T) => ReactNode
}

/** Several of some values: the setting takes each of them in turn. */
export function ValueToggles<T extends string>(props: ValueTogglesProps<T>) {
  const { label, hint, options, values, onChange, name, children } = props
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row with its legend everywhere
    <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
      <p id={id} className="text-muted text-xs">
        {label}
      </p>
      <div className="flex flex-wrap gap-1">
        {options.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={values.includes(option)}
            aria-label={name?.(option)}
            onClick={() => onChange(options.filter((one) => (one === option) !== values.includes(one)))}
            className="touch-target inline-flex h-8 min-w-8 items-center justify-center gap-1.5 rounded bg-sunk px-2 text-muted hover:bg-hover aria-pressed:bg-ink aria-pressed:text-bg has-[img]:h-12 has-[img]:px-1"
          >
            {children(option)}
          </button>
        ))}
      </div>
      {hint && <p className="text-faint text-xs">{hint}</p>}
    </div>
  )
}
