import type { ComponentProps } from 'react'
import { Field } from './field.tsx'

/** The address a person signs in with. */
export function EmailField(props: Omit<ComponentProps<typeof Field>, 'name' | 'type'>) {
  return (
    <Field
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...props}
    />
  )
}
