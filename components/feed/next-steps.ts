import type { FailureDto } from '#lib/images/schema.ts'

/** What a person can do about a failed picture; the first is the one to offer in a small space. */
export type NextStep = 'retry' | 'retryAnyway' | 'edit' | 'downloadAgain'

const STEPS = {
  // The same again would be refused again.
  refused: ['edit'],
  no_image: ['edit', 'retry'],
  gateway_storage: ['retry'],
  invalid_request: ['edit'],
  bad_key: ['retry'],
  quota: ['retry'],
  forbidden: ['retry'],
  rate_limited: ['retry'],
  model_unavailable: ['edit', 'retry'],
  upstream_error: ['retry'],
  unreachable: ['retry'],
  // It may be paid for already: the label says so.
  outcome_unknown: ['retryAnyway'],
  // Fetching it again costs nothing, making it again does.
  result_lost: ['downloadAgain', 'retry'],
  internal: ['retry'],
  storage_full: ['retry'],
} as const satisfies Record<FailureDto['kind'], readonly [NextStep, ...NextStep[]]>

/** @param downloadable whether the gateway's link was kept, whatever failed after it came */
export function nextSteps(kind: FailureDto['kind'], downloadable: boolean): readonly NextStep[] {
  const others: readonly NextStep[] = STEPS[kind].filter((step) => step !== 'downloadAgain')
  return downloadable ? ['downloadAgain', ...others] : others
}
