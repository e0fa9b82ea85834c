import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { ApiError, requestJson } from '#lib/api-client.ts'

interface Problem {
  /** The field at fault, if it is one. */
  field: string | undefined
  words: string
}

/**
 * A form that lets somebody in: sends its fields as JSON and goes on with what the answer says. Its words are in the
 * namespaces `signIn` and `errors`.
 *
 * @param path where it is sent
 * @param more what is sent beside the fields
 * @param done called with the answer; the form stays busy, for another page is on its way
 */
export function useEntry<Answer>(
  path: string,
  more: Record<string, unknown>,
  done: (answer: Answer) => void,
) {
  const t = useTranslations('signIn')
  const errors = useTranslations('errors')
  const [busy, setBusy] = useState(false)
  // Not by what is drawn: two presses within one frame are one wish.
  const under = useRef(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const words = (error: ApiError) =>
    error.code === 'network' || error.code === 'unreadable'
      ? t(error.code)
      : errors(error.code, { ...error.params, field: error.field ?? '' })

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (under.current) return
    under.current = true
    const form = event.currentTarget
    const fields = Object.fromEntries(new FormData(form))
    setBusy(true)
    setProblem(null)
    try {
      done(await requestJson<Answer>(path, { method: 'POST', json: { ...fields, ...more } }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem({ field: error.field, words: words(error) })
      under.current = false
      setBusy(false)
      const named = error.field === undefined ? null : form.elements.namedItem(error.field)
      const first = named ?? form.querySelector('input[type="password"]')
      if (first instanceof HTMLInputElement) first.select()
    }
  }

  /** The words for this field, or for the whole form where no field of these is named. */
  const problemOf = (field: string) => (problem?.field === field ? problem.words : undefined)
  return { busy, submit, problem, problemOf }
}
