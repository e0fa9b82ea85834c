/** A request, or what knows as much of it. */
export interface Headed {
  headers: { get(name: string): string | null }
}

/** The value of a cookie of a request, as it came; `undefined` where there is none. */
export function requestCookie(request: Headed, name: string): string | undefined {
  const prefix = `${name}=`
  const found = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(prefix))
  return found?.slice(prefix.length)
}
