/** Makes of `load` what runs it once, however often it is asked; after a failure the next call tries again. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let going: Promise<T> | undefined
  return () => {
    going ??= load().catch((cause) => {
      going = undefined
      throw cause
    })
    return going
  }
}

/**
 * Makes of `send` what sends the same input only once at a time: whoever asks again before the answer gets that answer. For
 * what is made anew by every request, of which two presses in a row mean one.
 */
export function singly<Input, T>(send: (input: Input) => Promise<T>): (input: Input) => Promise<T> {
  const going = new Map<string, Promise<T>>()
  return (input) => {
    const key = JSON.stringify(input)
    const known = going.get(key)
    if (known) return known
    const answer = send(input).finally(() => going.delete(key))
    going.set(key, answer)
    return answer
  }
}
