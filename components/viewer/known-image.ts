import 'server-only'
import { signedIn } from '#lib/accounts/page-session.ts'
import { imageExists } from '#lib/images/data.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether an address names a picture that this person may see. */
export async function knownImage(imageId: string): Promise<boolean> {
  const { studio, actor } = await signedIn()
  return UUID.test(imageId) && imageExists(studio.db, actor, imageId)
}
