/** Tokens of user agents, the more special first: most browsers also name those they descend from. */
const BROWSERS = [
  ['MicroMessenger/', 'WeChat'],
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['QQBrowser/', 'QQ Browser'],
  ['FxiOS/', 'Firefox'],
  ['Firefox/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Version/', 'Safari'],
] as const

const SYSTEMS = [
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Android', 'Android'],
  ['HarmonyOS', 'HarmonyOS'],
  ['OpenHarmony', 'HarmonyOS'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

type Table = readonly (readonly [token: string, name: string])[]

const find = (table: Table, agent: string) => table.find(([token]) => agent.includes(token))?.[1] ?? null

/**
 * Browser and system by a `User-Agent`, for a person who looks whether a session is theirs. It is what a browser says of
 * itself, so nothing may depend on it.
 */
export function deviceOf(agent: string | null): { browser: string | null; system: string | null } {
  return { browser: find(BROWSERS, agent ?? ''), system: find(SYSTEMS, agent ?? '') }
}
