import 'server-only'
import { MODELS, type ModelProfile } from '#lib/models/catalogue.ts'
import { ApiError } from './errors.ts'

/** A model in OpenAI's shape. */
export function modelObject({ id }: ModelProfile) {
  return { id, object: 'model', created: 0, owned_by: 'google' }
}

/** @throws ApiError 404 */
export function findModel(id: string): ModelProfile {
  const model = MODELS.find((known) => known.id === id)
  if (model) return model
  const known = MODELS.map((profile) => profile.id).join(', ')
  throw new ApiError(404, 'model_not_found', `There is no such model here. There is: ${known}.`, {
    param: 'model',
  })
}
