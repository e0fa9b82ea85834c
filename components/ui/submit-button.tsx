import type { ComponentProps } from 'react'
import { Button } from './button.tsx'

/** The act of a dialog that is a form: across its whole foot on a phone. */
export function SubmitButton(props: Pick<ComponentProps<'button'>, 'disabled' | 'children'>) {
  return <Button type="submit" variant="primary" size="lg" className="max-sm:w-full" {...props} />
}
