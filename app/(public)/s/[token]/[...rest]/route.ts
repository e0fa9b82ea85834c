import { shareRoute } from '#components/share-page/answer.ts'

// Nothing is here, said as everywhere under a link's address.
export const GET = shareRoute<{ token: string; rest: string[] }>(async () => null)

export const HEAD = GET
