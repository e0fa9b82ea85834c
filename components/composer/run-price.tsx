'use client'

import { useTranslations } from 'next-intl'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import type { ComposerForm } from './form.ts'
import { usePrice } from './use-price.ts'

/** What the whole run is expected to cost; always on screen. */
export function RunPrice({ form }: { form: ComposerForm }) {
  const t = useTranslations('composer.price')
  const { sandbox } = useStudioFacts()
  const price = usePrice()
  const whole = price(form.model, form.tier, form.n)
  const one = price(form.model, form.tier)
  const tip = sandbox ? t('sandboxTip') : one === null ? t('unknownTip') : t('tip', { n: form.n, one })
  return (
    <output data-tip={tip} className="whitespace-nowrap text-muted compact:max-sm:text-xs">
      {sandbox ? t('sandbox') : (whole ?? t('unknown'))}
    </output>
  )
}
