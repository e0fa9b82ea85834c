import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useSyncExternalStore } from 'react'

const subscribe = () => () => {}
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Figures as people read them, in their language and time zone. */
export function useFormat() {
  const format = useFormatter()
  const t = useTranslations('feed.figures')
  const timeZone = useSyncExternalStore(subscribe, browserZone, () => 'UTC')
  return useMemo(
    () => ({
      /** Millionths of a US dollar. */
      price: (microUsd: number) =>
        format.number(microUsd / 1_000_000, {
          style: 'currency',
          currency: 'USD',
          currencyDisplay: 'narrowSymbol',
          minimumFractionDigits: 2,
          maximumFractionDigits: 3,
        }),
      /** Milliseconds, in whole seconds. */
      duration: (ms: number) => {
        const seconds = Math.max(0, Math.round(ms / 1_000))
        if (seconds < 60) return t('seconds', { seconds })
        return t('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
      },
      bytes: (bytes: number) =>
        bytes < 1_000_000
          ? t('kilobytes', { value: Math.max(1, Math.round(bytes / 1_000)) })
          : t('megabytes', { value: format.number(bytes / 1_000_000, { maximumFractionDigits: 1 }) }),
      /** ISO 8601: the time, and the day where it is not today. */
      moment: (iso: string) => {
        const date = new Date(iso)
        const day = (value: Date) => format.dateTime(value, { dateStyle: 'short', timeZone })
        if (day(date) === day(new Date())) return format.dateTime(date, { timeStyle: 'short', timeZone })
        return format.dateTime(date, {
          day: 'numeric',
          month: 'short',
          ...(date.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
          hour: 'numeric',
          minute: '2-digit',
          timeZone,
        })
      },
      /** ISO 8601: day and time to the second. */
      fullMoment: (iso: string) =>
        format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
    }),
    [format, t, timeZone],
  )
}
