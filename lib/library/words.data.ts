import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { searchWords } from './words.ts'

/** The words of texts as the columns keep them (`generations.words`, `images.mark_words`). */
export function wordsVector(...texts: string[]): SQL<string> {
  return sql`array_to_tsvector(${sql.param(searchWords(texts.join('\n')))}::text[])`
}
