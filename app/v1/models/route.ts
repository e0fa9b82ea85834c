import { MODELS } from '#lib/models/catalogue.ts'
import { modelObject } from '#lib/openai-api/models.ts'
import { apiRoute } from '#lib/openai-api/route.ts'

export const GET = apiRoute(async () => Response.json({ object: 'list', data: MODELS.map(modelObject) }))
