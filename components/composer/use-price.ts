'use client'

import { useFormatter } from 'next-intl'
import { useCallback } from 'react'
import { estimatePriceMicroUsd, type Tier } from '#lib/models/catalogue.ts'

/** Formats estimated prices in US dollars; `null` where the model's price is unknown. */
export function usePrice() {
  const format = useFormatter()
  return useCallback(
    (model: string, tier: Tier, n = 1) => {
      const price = estimatePriceMicroUsd(model, tier, n)
      if (price === null) return null
      return format.number(price / 1_000_000, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: 3,
      })
    },
    [format],
  )
}
