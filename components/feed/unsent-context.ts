import { createContext, useContext } from 'react'

/** Failed deliveries of runs that the studio has not acknowledged, by run id. */
export const DeliveryContext = createContext<ReadonlyMap<string, number>>(new Map())

/** How often nobody answered for a run. */
export function useDelivery(generationId: string): number {
  return useContext(DeliveryContext).get(generationId) ?? 0
}
