import { useTranslations } from 'next-intl'
import { type LineageFormProps, NodePicture } from './lineage-node.tsx'

/** A lineage for a narrow screen: from the oldest down to the newest, a row of pictures for each step. */
export function LineageSteps({ root, lineage, picked, onPick }: LineageFormProps) {
  const t = useTranslations('lineage.level')
  const levels = Map.groupBy(lineage.nodes, ({ level }) => level)
  const title = (level: number) =>
    level === 0 ? t('here') : level < 0 ? t('up', { n: -level }) : t('down', { n: level })
  return (
    <ol className="flex flex-col gap-6 px-4 pt-2 pb-6">
      {[...levels.keys()]
        .toSorted((a, b) => a - b)
        .map((level) => (
          <li key={level} className="flex flex-col gap-2 border-line border-l-2 pl-3">
            <h2 className="text-faint text-xs">{title(level)}</h2>
            <ul className="flex flex-wrap items-center gap-3">
              {levels.get(level)?.map((node) => (
                <li key={node.item.id}>
                  <NodePicture
                    node={node}
                    isRoot={node.item.id === root}
                    picked={picked.includes(node.item.id)}
                    onPick={() => onPick(node.item.id)}
                    box={level === 0 ? 160 : 96}
                  />
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ol>
  )
}
