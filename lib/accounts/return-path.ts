/** Where people are who come from nowhere. */
const HOME = '/'

/** Pages that lead back to the sign-in page, and addresses that are no pages. */
const NOT_FOR_RETURN = /^\/(sign-in|setup|api|v1|_next)([/?#]|$)/

/**
 * Where to go after signing in: the asked path of this studio, else its first page. Everything that a browser could take
 * for another site or a script is refused: `//host`, `/\host`, schemes, control characters, dots that leave `//` behind.
 */
export function returnPath(asked: string | null | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop tabs and line ends from addresses
  if (!asked?.startsWith('/') || /[\\\u0000-\u0020\u007f]/.test(asked)) return HOME
  const url = URL.parse(asked, 'http://studio.invalid')
  if (url?.origin !== 'http://studio.invalid') return HOME
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') || NOT_FOR_RETURN.test(path) ? HOME : path
}
