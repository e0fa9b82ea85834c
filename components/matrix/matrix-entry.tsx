import { Lock, Repeat2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Tile } from '#components/feed/run-pictures.tsx'
import tile from '#components/feed/tile.module.css'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { PromptText } from '#components/picture/prompt-text.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { useRights } from '#components/picture/use-rights.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { matrixUrls, useMatrixPlan } from '#lib/matrices/client.ts'
import { mosaicOf } from './mosaic.ts'
import { reusePlan } from './reuse-plan.ts'
import { referencesOf, useAxisText } from './use-axis-text.ts'

interface MatrixEntryProps {
  /** All of one matrix, in the order of their cells; at least one. */
  runs: readonly GenerationDto[]
  eager: boolean
}

const sameRuns = (a: readonly GenerationDto[], b: readonly GenerationDto[]) =>
  a.length === b.length && a.every((run, place) => run === b[place])

/** A matrix among the runs of the feed: its pictures in little, as they stand in its grid, and the way to it. */
export const MatrixEntry = memo(
  function MatrixEntry({ runs, eager }: MatrixEntryProps) {
    const t = useTranslations('matrix.entry')
    const { sides, columns, tiles, more } = mosaicOf(runs)
    const pictures = tiles.length + more
    const title = t('title', { sides: sides.join(' × '), n: pictures })
    const href = matrixUrls.page(runs[0]?.matrix?.id ?? '')
    return (
      <article
        aria-label={title}
        className="group/run grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_256px]"
      >
        <div className="flex flex-col gap-2">
          <ul
            className="grid gap-0.5"
            style={{
              gridTemplateColumns:
                columns === null
                  ? 'repeat(auto-fill, minmax(4.5rem, 1fr))'
                  : `repeat(${columns}, minmax(0, 10rem))`,
            }}
          >
            {tiles.map(({ run, image, column, row }) => {
              const { width, height } = image.asset ?? image.expected
              return (
                <li
                  key={image.id}
                  className="relative aspect-square"
                  style={{ gridColumn: column, gridRow: row }}
                >
                  <div
                    className={cx(
                      tile.tile,
                      'group/tile absolute inset-0 m-auto overflow-hidden rounded-picture',
                      width < height ? 'h-full' : 'w-full',
                    )}
                    style={{ aspectRatio: width / height, maxWidth: 'none' }}
                  >
                    <Tile image={image} generation={run} sizes="160px" eager={eager} />
                  </div>
                </li>
              )
            })}
          </ul>
          {more > 0 && (
            <AreaLink href={href} className="self-start text-faint text-xs underline underline-offset-4">
              {t('more', { n: more })}
            </AreaLink>
          )}
        </div>
        <Facts runs={runs} title={title} href={href} />
      </article>
    )
  },
  (before, after) => before.eager === after.eager && sameRuns(before.runs, after.runs),
)

interface FactsProps {
  runs: readonly GenerationDto[]
  title: string
  href: string
}

/** What was asked: the template and the values that were combined; when, and for how much in all. */
function Facts({ runs, title, href }: FactsProps) {
  const t = useTranslations('matrix.entry')
  const feed = useTranslations('feed')
  const format = useFormat()
  const actions = usePictureActions()
  const text = useAxisText(referencesOf({ generations: [...runs] }))
  const [first] = runs
  const plan = useMatrixPlan(first?.matrix?.id ?? '')
  const rights = useRights(first?.person.id ?? '')
  if (!first) return null
  const live = runs.filter(({ images }) =>
    images.some(({ status }) => status === 'queued' || status === 'running'),
  )
  const prices = runs.map(({ estimatedPriceMicroUsd }) => estimatedPriceMicroUsd)
  const known = prices.filter((price) => price !== null)
  const whole = known.length === runs.length ? known.reduce((sum, price) => sum + price, 0) : null
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <AreaLink href={href} className="self-start underline underline-offset-4">
        {title}
      </AreaLink>
      <PromptText text={plan?.template ?? first.prompt} />
      {plan && (
        <dl className="flex flex-col gap-0.5 text-muted text-xs">
          {plan.axes.map((axis) => (
            <div key={`${axis.kind} ${text.axis(axis)}`} dir="auto" className="line-clamp-2">
              <dt className="inline text-faint">{t('axis', { name: text.axis(axis) })}</dt>
              <dd className="inline">{axis.values.map((_, at) => text.value(axis, at)).join(t('comma'))}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="flex min-h-7 items-center gap-2 text-faint text-xs">
        <time dateTime={first.createdAt} title={format.fullMoment(first.createdAt)} suppressHydrationWarning>
          {format.moment(first.createdAt)}
        </time>
        {first.sandbox ? (
          <span>{feed('sandbox')}</span>
        ) : (
          whole !== null && <span data-tip={t('priceTip')}>{format.price(whole)}</span>
        )}
        {runs.every((run) => run.private) && (
          <span data-tip={feed('private')}>
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">{feed('private')}</span>
          </span>
        )}
        <span className="-mr-1 ml-auto flex opacity-0 focus-within:opacity-100 group-focus-within/run:opacity-100 group-hover/run:opacity-100 pointer-coarse:opacity-100">
          {live.length > 0 && rights.manage && (
            <IconButton
              size="sm"
              label={t('cancel')}
              onClick={() => {
                for (const run of live) actions.cancelRun(run)
              }}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          )}
          {rights.make && plan && (
            <IconButton
              size="sm"
              label={feed('action.reuse')}
              onClick={() => reusePlan(runs, plan, actions.reuse)}
            >
              <Repeat2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </span>
      </div>
    </div>
  )
}
