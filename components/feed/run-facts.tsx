import { Lock, Repeat2, Trash2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ModelChips } from '#components/picture/model-chips.tsx'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { PromptText } from '#components/picture/prompt-text.tsx'
import { ReferenceStrip } from '#components/picture/reference-strip.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { useRights } from '#components/picture/use-rights.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { isUnsent } from '#lib/generations/unsent-generation.ts'

/** Beside a run's pictures: what was asked, with what, when and for how much. */
export function RunFacts({ generation }: { generation: GenerationDto }) {
  const t = useTranslations('feed')
  const format = useFormat()
  const actions = usePictureActions()
  const live = generation.images.some((image) => image.status === 'queued' || image.status === 'running')
  const unsent = isUnsent(generation)
  const rights = useRights(generation.person.id)
  const facts = useStudioFacts()
  const sandbox = generation.sandbox || (unsent && facts.sandbox)
  const price = generation.estimatedPriceMicroUsd
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <PromptText text={generation.prompt} />
      <ReferenceStrip references={generation.references} roles={generation.roles} />
      <ModelChips generation={generation} />
      <div className="flex min-h-7 items-center gap-2 text-faint text-xs">
        <time
          dateTime={generation.createdAt}
          title={format.fullMoment(generation.createdAt)}
          suppressHydrationWarning
        >
          {format.moment(generation.createdAt)}
        </time>
        {sandbox ? (
          <span>{t('sandbox')}</span>
        ) : (
          price !== null && <span data-tip={t('priceTip')}>{format.price(price)}</span>
        )}
        {generation.private && (
          <span data-tip={t('private')}>
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">{t('private')}</span>
          </span>
        )}
        {generation.matrix && (
          <AreaLink href={`/matrices/${generation.matrix.id}`} className="underline underline-offset-4">
            {t('partOfMatrix')}
          </AreaLink>
        )}
        {generation.source === 'api' && <span>{t('byProgram')}</span>}
        {!unsent && (
          <span className="-mr-1 ml-auto flex opacity-0 focus-within:opacity-100 group-focus-within/run:opacity-100 group-hover/run:opacity-100 pointer-coarse:opacity-100">
            {live && rights.manage && (
              <IconButton
                size="sm"
                label={t('action.cancelRun')}
                onClick={() => actions.cancelRun(generation)}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            )}
            {rights.make && (
              <IconButton size="sm" label={t('action.reuse')} onClick={() => actions.reuse(generation)}>
                <Repeat2 aria-hidden className="size-4" />
              </IconButton>
            )}
            {!live && rights.trash && (
              <IconButton
                size="sm"
                label={t('action.deleteRun')}
                onClick={() => actions.removeRun(generation.id)}
              >
                <Trash2 aria-hidden className="size-4" />
              </IconButton>
            )}
          </span>
        )}
      </div>
    </div>
  )
}
