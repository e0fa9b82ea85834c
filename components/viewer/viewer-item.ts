import type { GenerationDto } from '#lib/generations/schema.ts'

/** What the viewer needs to show a picture at once, before its details are fetched. */
export interface ViewerItem {
  id: string
  /** Real pixels of the original. */
  width: number
  height: number
  thumbHash: string | null
  prompt: string
}

/** The finished pictures of runs, in their order. */
export function finishedPictures(runs: readonly GenerationDto[]): ViewerItem[] {
  return runs.flatMap((generation) =>
    generation.images.flatMap(({ id, asset }) => {
      if (asset === null) return []
      const { width, height, thumbHash } = asset
      return [{ id, width, height, thumbHash, prompt: generation.prompt }]
    }),
  )
}
