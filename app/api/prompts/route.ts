import { readJson, route } from '#lib/http.ts'
import { promptsFor } from '#lib/prompts/data.ts'
import { promptInput } from '#lib/prompts/schema.ts'
import { savePrompt } from '#lib/prompts/service.ts'

export const GET = route('view', async ({ studio, actor }) =>
  Response.json({ items: await promptsFor(studio.db, actor) }),
)

export const POST = route('make', async ({ request, studio, actor }) =>
  Response.json(await savePrompt(studio, actor, await readJson(request, promptInput)), { status: 201 }),
)
