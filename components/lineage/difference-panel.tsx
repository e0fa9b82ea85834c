import { ArrowLeftRight, ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { ReferenceStrip } from '#components/picture/reference-strip.tsx'
import { useCaseNames } from '#components/recipes/use-case-names.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { imageUrls, useImageDetail } from '#lib/images/client.ts'
import { lineagePath } from '#lib/lineage/client.ts'
import {
  type ComparedSetting,
  type Difference,
  differenceOf,
  isSame,
  type UsedReference,
} from './difference.ts'

interface DifferencePanelProps {
  /** Ids of the pictures to compare, in this order. */
  pair: readonly string[]
  onSwap: () => void
}

/** What differs between how two pictures were made. */
export function DifferencePanel({ pair, onSwap }: DifferencePanelProps) {
  const t = useTranslations('lineage.difference')
  const [from, to] = pair
  return (
    <aside
      aria-label={t('title')}
      className="flex shrink-0 flex-col gap-5 overflow-y-auto bg-surface p-4 max-lg:border-line max-lg:border-t max-sm:pb-24 lg:w-96"
    >
      <h2 className="font-medium text-base">{t('title')}</h2>
      {from === undefined || to === undefined ? (
        <p className="text-muted">{t('pickTwo')}</p>
      ) : (
        <Pair key={`${from} ${to}`} from={from} to={to} onSwap={onSwap} />
      )}
    </aside>
  )
}

function Pair({ from, to, onSwap }: { from: string; to: string; onSwap: () => void }) {
  const t = useTranslations('lineage.difference')
  const [a, b] = [useImageDetail(from).data, useImageDetail(to).data]
  const difference = useMemo(() => a && b && differenceOf(a.generation, b.generation), [a, b])
  return (
    <>
      <div className="flex items-center gap-2">
        <Small id={from} detail={a} />
        <ArrowRight aria-hidden className="size-4 shrink-0 text-faint" />
        <Small id={to} detail={b} />
        <IconButton label={t('swap')} className="ml-auto" onClick={onSwap}>
          <ArrowLeftRight aria-hidden className="size-4" />
        </IconButton>
      </div>
      {difference && b && <Differences difference={difference} prompt={b.generation.prompt} />}
    </>
  )
}

function Small({ id, detail }: { id: string; detail: ImageDetailDto | undefined }) {
  const t = useTranslations('lineage')
  return (
    <AreaLink
      href={lineagePath(id)}
      aria-label={t('centre')}
      data-tip={t('centre')}
      className="block size-20 overflow-hidden rounded-picture bg-sunk"
    >
      {detail && (
        <img
          src={imageUrls.thumb(id, 320)}
          alt=""
          width={80}
          height={80}
          className="size-full object-contain"
        />
      )}
    </AreaLink>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-faint text-xs">{title}</h3>
      {children}
    </section>
  )
}

function Used({ references }: { references: readonly UsedReference[] }) {
  return (
    <ReferenceStrip
      references={references.map(({ reference }) => reference)}
      roles={references.map(({ role }) => role)}
    />
  )
}

const MARKS = {
  same: 'text-muted',
  added: 'rounded-picture bg-accent text-on-accent no-underline',
  removed: 'text-danger line-through',
} as const

function Differences({ difference, prompt }: { difference: Difference; prompt: string }) {
  const t = useTranslations('lineage.difference')
  const { references } = difference
  // Two prompts without anything in common stand one below the other.
  const apart = difference.prompt?.every(({ kind }) => kind !== 'same')
  if (isSame(difference)) return <p className="text-muted">{t('same')}</p>
  return (
    <>
      <Part title={difference.prompt ? t('prompt') : t('promptSame')}>
        <p dir="auto" className="whitespace-pre-line text-base wrap-anywhere">
          {difference.prompt
            ? difference.prompt.map(({ kind, text }, index) => {
                const Mark = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span'
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have only their place
                  <Mark key={index} className={cx(MARKS[kind], apart && 'not-last:mb-3 block')}>
                    {text}
                  </Mark>
                )
              })
            : prompt}
        </p>
      </Part>
      {references.added.length > 0 && (
        <Part title={t('referencesAdded')}>
          <Used references={references.added} />
        </Part>
      )}
      {references.removed.length > 0 && (
        <Part title={t('referencesRemoved')}>
          <Used references={references.removed} />
        </Part>
      )}
      {difference.settings.length > 0 && (
        <Part title={t('settings')}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {difference.settings.map(({ name, from, to }) => (
              <div key={name} className="contents">
                <dt className="text-muted">{t(name)}</dt>
                <dd className="flex flex-wrap items-center justify-end gap-1.5">
                  <SettingValue name={name} value={from} />
                  <ArrowRight role="img" aria-label={t('becomes')} className="size-3.5 text-faint" />
                  <SettingValue name={name} value={to} />
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
    </>
  )
}

function SettingValue({ name, value }: { name: ComparedSetting; value: string | null }) {
  const t = useTranslations('lineage.difference')
  const nameOfUse = useCaseNames()
  if (value === null) return t('notSet')
  if (name === 'ratio' && value === 'auto') return t('auto')
  return name === 'useCase' ? (nameOfUse(value) ?? value) : value
}
