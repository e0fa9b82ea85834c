import 'server-only'
import { signedIn } from '#lib/accounts/page-session.ts'
import { isId } from '#lib/http.ts'
import { imageExists } from '#lib/images/data.ts'

/** Whether an address names a picture that this person may see. */
export async function knownImage(imageId: string): Promise<boolean> {
  const { studio, actor } = await signedIn()
  return isId(imageId) && imageExists(studio.db, actor, imageId)
}
