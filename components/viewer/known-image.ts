import 'server-only'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { imageExists } from '#lib/images/data.ts'
import { getStudio, phase } from '#lib/server.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether an address names a picture. While the studio starts or stops nobody knows, and the browser asks. */
export async function knownImage(imageId: string): Promise<boolean> {
  if (!UUID.test(imageId)) return false
  if (phase() !== 'ready') return true
  const { db } = await getStudio('GET')
  return imageExists(db, { personId: OWNER_ID, role: 'owner' }, imageId)
}
