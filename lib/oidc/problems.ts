/** Why signing in at the provider, or linking, came to nothing. Texts are under `oidc.problem` in `messages/`. */
export const OIDC_PROBLEMS = [
  /** The provider does not answer, or what it says of itself cannot be used. */
  'unreachable',
  /** The provider's answer is an error, or not true of this round trip. */
  'refused',
  /** The person turned back. */
  'cancelled',
  /** Too late, a second time, or not in the browser that began. */
  'expired',
  /** Nobody here has this identity, and the provider vouches for no e-mail address. */
  'email_unverified',
  /** Nobody here has this identity, and its domain may not come in by itself. */
  'not_allowed',
  /** Nobody here has this identity, but somebody has its e-mail address. */
  'email_taken',
  'suspended',
  /** The account was taken away. */
  'removed',
  /** Linking: the identity belongs to somebody else. */
  'linked_elsewhere',
  /** Linking: the session in which it began has ended. */
  'session_ended',
  'too_many_attempts',
] as const

export type OidcProblem = (typeof OIDC_PROBLEMS)[number]

/** The problem that an address names, if it is one of ours: `?problem=` may hold anything. */
export function namedProblem(told: string | string[] | undefined): OidcProblem | null {
  return OIDC_PROBLEMS.find((problem) => problem === told) ?? null
}
