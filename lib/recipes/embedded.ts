import 'server-only'
import { NotAnImageError, readMetadata } from '#lib/images/inspect.ts'
import type { Recipe } from './schema.ts'
import { readXmp } from './xmp.ts'

/**
 * The recipe that a picture's file carries, or `null`: no recipe, or no picture at all.
 *
 * @param source A local file's path, or the bytes.
 */
export async function embeddedRecipe(source: string | Uint8Array): Promise<Recipe | null> {
  try {
    const { xmp } = await readMetadata(source)
    return xmp ? readXmp(xmp) : null
  } catch (error) {
    if (error instanceof NotAnImageError) return null
    throw error
  }
}
