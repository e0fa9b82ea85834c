import { findModel, modelObject } from '#lib/openai-api/models.ts'
import { apiRoute } from '#lib/openai-api/route.ts'

export const GET = apiRoute<{ modelId: string }>(async ({ params }) =>
  Response.json(modelObject(findModel(params.modelId))),
)
