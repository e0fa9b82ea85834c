import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query'

/**
 * A query client that also asks again for what is being fetched for the first time when it becomes invalid. The library's own
 * takes the answer that is under way for the new one, though the server may have read it before the change: a picture that is
 * put on a board while its page opens would not be there until a reload. That first answer is shown all the same, and replaced.
 */
export class StudioQueryClient extends QueryClient {
  /** Those that are asked for again once their first answer is there. */
  readonly #again = new WeakSet<Query>()

  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const first = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching')
    await Promise.all([
      super.invalidateQueries(filters, options),
      ...first.map((query) => this.#askAgain(query, options)),
    ])
  }

  async #askAgain(query: Query, options: InvalidateOptions | undefined): Promise<void> {
    if (this.#again.has(query)) return
    this.#again.add(query)
    try {
      // What is under way, not another request.
      await query.fetch()
    } catch {
      // Whoever shows the query says so; there is nothing old to replace.
      return
    } finally {
      this.#again.delete(query)
    }
    await super.invalidateQueries({ queryKey: query.queryKey, exact: true }, options)
  }
}
