import { ApiError } from '#lib/api-client.ts'
import { MAX_MARKED } from './limits.ts'

/** What came of a request about many pictures. */
export interface InParts<T> {
  /** One for each part that was done. */
  answers: T[]
  /** Pictures of the parts that were done, from the beginning: all, where nothing failed. */
  done: number
  /** What ended it before all were done. */
  failure: ApiError | null
}

/**
 * Sends a request about many pictures in parts, one after the other. A part of which nothing is left (`not_found`) is passed
 * over, unless all are. What fails once some are done is told beside them: they have happened, and may have to be taken back.
 *
 * @param onPart told after each part how many pictures are done
 * @param size pictures in one request
 * @throws ApiError where nothing was done
 */
export async function inParts<T>(
  imageIds: readonly string[],
  send: (part: string[]) => Promise<T>,
  onPart: (done: number) => void = () => {},
  size: number = MAX_MARKED,
): Promise<InParts<T>> {
  const answers: T[] = []
  let missing: ApiError | null = null
  for (let start = 0; start < imageIds.length; start += size) {
    const part = imageIds.slice(start, start + size)
    try {
      answers.push(await send(part))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'not_found') missing = error
      else if (answers.length === 0) throw error
      else return { answers, done: start, failure: error }
    }
    onPart(start + part.length)
  }
  if (missing && answers.length === 0) throw missing
  return { answers, done: imageIds.length, failure: null }
}

/** The answers of all parts. @throws ApiError where one failed, whatever was done before */
export function wholly<T>({ answers, failure }: InParts<T>): T[] {
  if (failure) throw failure
  return answers
}
