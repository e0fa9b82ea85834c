import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

interface TextFieldProps extends ComponentProps<'input'> {
  label: string
  /** Under the field, while there is nothing wrong. */
  hint?: ReactNode
  /** What is wrong with it, in its hint's place. */
  error?: ReactNode
  /** Beside the field: a button that fills or reads it. */
  beside?: ReactNode
}

/** One line of text, with its name above it. */
export function TextField({ label, hint, error, beside, className, ...props }: TextFieldProps) {
  const id = useId()
  const words = error || hint
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={words ? `${id}-words` : undefined}
          className="h-9 min-w-0 flex-1 rounded bg-sunk px-3 outline-offset-0 aria-invalid:outline-2 aria-invalid:outline-danger max-sm:text-base"
          {...props}
        />
        {beside}
      </div>
      {words && (
        <p
          id={`${id}-words`}
          role={error ? 'alert' : undefined}
          className={cx('text-xs', error ? 'text-danger' : 'text-faint')}
        >
          {words}
        </p>
      )}
    </div>
  )
}
