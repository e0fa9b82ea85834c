'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { LOCALES, type Locale } from '#lib/i18n/locales.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { THEMES, type Theme } from '#lib/profile/themes.ts'
import { useSaving } from './use-saving.ts'

const LANGUAGES = ['browser', ...LOCALES] as const

/** The language of the interface; `null` follows the browser. */
export function LanguageField({ locale }: { locale: Locale | null }) {
  const t = useTranslations('settings.language')
  const { save } = useSaving()
  const [value, setValue] = useState<(typeof LANGUAGES)[number]>(locale ?? 'browser')
  const choose = async (next: typeof value) => {
    setValue(next)
    if (await save(() => profileRequests.change({ locale: next === 'browser' ? null : next })))
      setValue(value)
  }
  return (
    <Choices
      label={t('title')}
      options={LANGUAGES}
      value={value}
      onChange={(next) => void choose(next)}
      words={t}
    />
  )
}

/** Light, dark, or as the device has it. */
export function ThemeField({ theme }: { theme: Theme }) {
  const t = useTranslations('settings.theme')
  const { save } = useSaving()
  const [value, setValue] = useState(theme)
  const choose = async (next: Theme) => {
    setValue(next)
    if (await save(() => profileRequests.change({ theme: next }))) setValue(value)
  }
  return (
    <Choices
      label={t('title')}
      options={THEMES}
      value={value}
      onChange={(next) => void choose(next)}
      words={t}
    />
  )
}

interface ChoicesProps<T extends string> {
  label: string
  options: readonly T[]
  value: T
  onChange: (value: T) => void
  words: (option: T) => string
}

function Choices<T extends string>({ label, options, value, onChange, words }: ChoicesProps<T>) {
  return (
    <ChoiceGrid
      label={label}
      options={options}
      value={value}
      onChange={onChange}
      columns={options.length}
      className="max-w-96 rounded bg-sunk/50"
    >
      {(option) => <span className="block px-2 py-2 text-center">{words(option)}</span>}
    </ChoiceGrid>
  )
}
