import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from '#components/ui/cx.ts'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  /** Below the field, for as long as nothing is wrong. */
  hint?: string
  /** What is wrong with what stands in it. */
  error?: string | undefined
  /** At the field's right end. */
  end?: ReactNode
}

/** A labelled line of a form. What is wrong with it stands below it and is read with it. */
export function Field({ label, hint, error, end, className, ...props }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-muted">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          className={cx(
            'h-11 w-full rounded bg-sunk px-3 text-base outline-offset-0 aria-invalid:outline aria-invalid:outline-danger',
            end !== undefined && 'pr-20',
            className,
          )}
          {...props}
        />
        {end}
      </div>
      {note !== undefined && (
        <p
          id={`${id}-note`}
          role={error === undefined ? undefined : 'alert'}
          className={cx('text-pretty text-xs', error === undefined ? 'text-faint' : 'text-danger')}
        >
          {note}
        </p>
      )}
    </div>
  )
}
