'use client'

import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import type { RatioChoice } from '#lib/models/catalogue.ts'
import { useComposerParts } from './composer-store.tsx'
import { useGenerate } from './use-generate.ts'

/** Pictures that the sandbox drew from these very prompts; see `public/examples`. */
const EXAMPLES = [
  { key: 'still', ratio: '4:3', width: 509, height: 380 },
  { key: 'poster', ratio: '3:4', width: 284, height: 380 },
  { key: 'wide', ratio: '16:9', width: 681, height: 380 },
] as const satisfies readonly { key: string; ratio: RatioChoice; width: number; height: number }[]

/** The first visit: three prompts with what the sandbox made of them; one click runs one. */
export function Examples() {
  const t = useTranslations('composer.examples')
  const { state, dispatch } = useComposerParts()
  const { generate } = useGenerate()

  const run = (prompt: string, ratio: RatioChoice) => {
    dispatch({ type: 'set', values: { prompt, ratio } })
    generate({ ...state.form, prompt, ratio })
  }

  return (
    <section aria-labelledby="examples">
      <h2 id="examples" className="mb-3 text-muted">
        {t('title')}
      </h2>
      <ul className="flex flex-wrap gap-3">
        {EXAMPLES.map(({ key, ratio, width, height }) => (
          <li
            key={key}
            className={cx('min-w-30 sm:min-w-40', ratio === '16:9' && 'max-sm:min-w-full')}
            style={{ flex: `${width / height} 1 0` }}
          >
            <button
              type="button"
              aria-label={t('run', { prompt: t(`prompts.${key}`) })}
              onClick={() => run(t(`prompts.${key}`), ratio)}
              className="group block w-full text-left"
            >
              <img
                src={`/examples/${key}.avif`}
                alt=""
                width={width}
                height={height}
                className="w-full rounded-picture bg-sunk transition-opacity group-hover:opacity-90"
              />
              <span className="mt-2 line-clamp-3 block text-muted group-hover:text-ink">
                {t(`prompts.${key}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
