import { ArrowLeftRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Thumb } from '#components/picture/thumb.tsx'
import { cx } from '#components/ui/cx.ts'
import { imageUrls } from '#lib/images/client.ts'
import type { LineageNode } from '#lib/lineage/schema.ts'
import { GRAPH } from './layout.ts'

export interface LineageFormProps {
  /** Id of the picture in the middle. */
  root: string
  lineage: { nodes: readonly LineageNode[]; edges: readonly { from: string; to: string }[] }
  /** Ids of the pictures to compare, at most two. */
  picked: readonly string[]
  onPick: (id: string) => void
}

interface NodeProps {
  node: LineageNode
  isRoot: boolean
  picked: boolean
  onPick: () => void
  /** Pixels of the box it fits into. */
  box?: number
  link?: ComponentProps<'a'>
}

/** How far a picture is from the one in the middle, in words. */
function useLevelText() {
  const t = useTranslations('lineage.level')
  return (level: number) => {
    if (level === 0) return t('here')
    return level < 0 ? t('up', { n: -level }) : t('down', { n: level })
  }
}

/** One picture of a lineage: opens with a press; its button, or Space, picks it for the comparison. */
export function NodePicture({ node, isRoot, picked, onPick, box = GRAPH.node, link = {} }: NodeProps) {
  const t = useTranslations('lineage')
  const levelText = useLevelText()
  const { item, level } = node
  const scale = box / Math.max(item.width, item.height)
  const width = Math.max(28, Math.round(item.width * scale))
  const height = Math.max(28, Math.round(item.height * scale))
  const name = t('node', { prompt: item.prompt, level: levelText(level) })
  return (
    <div className="group/node relative" style={{ width, height }}>
      <a
        href={imageUrls.page(item.id)}
        data-picture={item.id}
        data-tip={item.prompt.slice(0, 120)}
        aria-label={picked ? t('picked', { name }) : name}
        aria-current={isRoot ? 'true' : undefined}
        className={cx(
          'block size-full overflow-hidden rounded-picture outline-offset-2',
          isRoot && 'ring-2 ring-ink ring-offset-2 ring-offset-bg',
        )}
        {...link}
      >
        <Thumb
          id={item.id}
          width={item.width}
          height={item.height}
          thumbHash={item.thumbHash}
          alt=""
          sizes={`${box}px`}
          eager
        />
      </a>
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={picked}
        aria-label={t('pickOne', { prompt: item.prompt.slice(0, 60) })}
        data-tip={t('pick')}
        data-keys="Space"
        onClick={onPick}
        className={cx(
          'touch-target absolute top-0.5 right-0.5 grid size-6 place-items-center rounded',
          picked
            ? 'bg-accent text-on-accent'
            : 'bg-stage/75 text-on-stage opacity-0 focus-visible:opacity-100 group-focus-within/node:opacity-100 group-hover/node:opacity-100 pointer-coarse:opacity-100',
        )}
      >
        <ArrowLeftRight aria-hidden className="size-3.5" />
      </button>
    </div>
  )
}
