import type { ComponentProps } from 'react'
import { useImageDetail } from '#lib/images/client.ts'
import { Stage } from './stage.tsx'

/** A picture of which its list does not know the place (yet): shown by its own details. */
export function Alone({ id, ...props }: { id: string } & Omit<ComponentProps<typeof Stage>, 'item'>) {
  const { data } = useImageDetail(id)
  const asset = data?.image.asset
  if (!data || !asset) return null
  return <Stage key={id} item={{ ...asset, id, prompt: data.generation.prompt }} {...props} />
}
