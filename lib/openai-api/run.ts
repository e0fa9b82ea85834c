import 'server-only'
import { AppError } from '#lib/errors.ts'
import { drainSignal } from '#lib/server.ts'
import type { Studio } from '#lib/studio.ts'
import { createdOf, dataOf, errorOf, failuresOf, jsonAnswer, statusOf } from './answer.ts'
import { type Outcome, outcomesOf, type Run, runOf } from './data.ts'
import { ApiError } from './errors.ts'
import { waitForRun } from './wait.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'events' | 'signingSecret' | 'now'>

interface Wanted {
  id: string
  personId: string
}

interface Format {
  responseFormat: 'url' | 'b64_json'
  /** Of links to pictures. */
  origin: string
}

async function existing(studio: Context, wanted: Wanted): Promise<Run> {
  const run = await runOf(studio.db, wanted)
  if (!run) throw new AppError('not_found')
  return run
}

/** Pictures that did not come, where others of the run did. */
function failedOf(outcomes: readonly Outcome[]) {
  const failed = failuresOf(outcomes)
  return failed.length === 0 ? {} : { failed }
}

/** 202 with the id to ask for later. */
export async function acceptedAnswer(studio: Context, wanted: Wanted): Promise<Response> {
  const status = statusOf(await outcomesOf(studio.db, wanted.id))
  const headers = {
    location: `/v1/images/generations/${wanted.id}`,
    'preference-applied': 'respond-async',
    'x-bunch-generation': wanted.id,
  }
  return Response.json({ id: wanted.id, status }, { status: 202, headers })
}

/** Waits for the end of a run and answers as the endpoint does. @throws ApiError where no picture came of it */
export async function finishedAnswer(
  studio: Context,
  wanted: Wanted,
  options: Format & { signal: AbortSignal },
): Promise<Response> {
  const run = await existing(studio, wanted)
  const { end, outcomes } = await waitForRun(studio, run.id, {
    gone: options.signal,
    draining: drainSignal(),
  })
  const later = `It is kept: ask for it with GET /v1/images/generations/${run.id}.`
  if (end === 'paused') {
    const message = `The gateway refused the studio’s key or account; the run goes on when somebody resumes the queue in the studio. ${later}`
    throw new ApiError(503, 'gateway_paused', message, { runId: run.id })
  }
  if (end === 'stopped') {
    throw new ApiError(503, 'draining', `The studio is restarting. ${later}`, { runId: run.id })
  }
  const error = errorOf(outcomes)
  if (error) {
    throw new ApiError(error.status, error.body.code, error.message, {
      type: error.body.type,
      runId: run.id,
      ...(error.body.param === null ? {} : { param: error.body.param }),
    })
  }
  const body = {
    created: createdOf(run, outcomes),
    data: dataOf(studio, outcomes, options),
    ...failedOf(outcomes),
  }
  const response = jsonAnswer(studio, body, 200)
  response.headers.set('x-bunch-generation', run.id)
  return response
}

/** How far a run is, and what there is of it. @throws AppError `not_found` */
export async function runAnswer(studio: Context, wanted: Wanted, format: Format): Promise<Response> {
  const run = await existing(studio, wanted)
  const outcomes = await outcomesOf(studio.db, run.id)
  const body = {
    id: run.id,
    status: statusOf(outcomes),
    created: createdOf(run, outcomes),
    data: dataOf(studio, outcomes, format),
    error: errorOf(outcomes)?.body ?? null,
    ...failedOf(outcomes),
  }
  return jsonAnswer(studio, body, 200)
}
