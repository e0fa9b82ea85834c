import { Network } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Thumb } from '#components/picture/thumb.tsx'
import { useRecipeKeys } from '#components/recipes/use-recipe-keys.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { imageUrls } from '#lib/images/client.ts'
import { lineagePath, useLineage } from '#lib/lineage/client.ts'
import type { LineageNode } from '#lib/lineage/schema.ts'

/** Pictures of a strip; the graph and the gallery show all. */
const SHOWN = 6

/** In the viewer's panel: what the picture was made from and what was made from it, and the way to the whole. */
export function LineageStrips({ imageId }: { imageId: string }) {
  const t = useTranslations('lineage')
  const keys = useRecipeKeys()
  const { data } = useLineage(imageId, 1)
  const before = data?.nodes.filter(({ level }) => level < 0) ?? []
  const after = data?.nodes.filter(({ level }) => level > 0) ?? []
  if (before.length + after.length === 0) return null
  return (
    <>
      {before.length > 0 && <Strip title={t('madeFrom')} nodes={before} />}
      {after.length > 0 && <Strip title={t('madeFromThis')} nodes={after} />}
      <p className="-mt-3 flex flex-wrap gap-x-4 gap-y-2">
        <AreaLink
          href={lineagePath(imageId)}
          data-tip={t('graph')}
          data-keys={keys.lineage}
          className="inline-flex items-center gap-1.5 underline underline-offset-4"
        >
          <Network aria-hidden className="size-4" />
          {t('graph')}
        </AreaLink>
        {after.length > SHOWN && (
          <AreaLink href={`/gallery?from-picture=${imageId}`} className="underline underline-offset-4">
            {t('all')}
          </AreaLink>
        )}
      </p>
    </>
  )
}

function Strip({ title, nodes }: { title: string; nodes: readonly LineageNode[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-faint text-xs">{title}</h2>
      <ul className="flex flex-wrap gap-1">
        {nodes.slice(0, SHOWN).map(({ item }) => (
          <li key={item.id}>
            <AreaLink
              href={imageUrls.page(item.id)}
              aria-label={item.prompt}
              data-tip={item.prompt.slice(0, 120)}
              className="block size-14 overflow-hidden rounded-picture"
            >
              <Thumb
                id={item.id}
                width={item.width}
                height={item.height}
                thumbHash={item.thumbHash}
                alt=""
                sizes="56px"
              />
            </AreaLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
