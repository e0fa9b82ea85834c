import 'server-only'
import { fileExtension, fileStem } from '#lib/images/file-stem.ts'
import type { LivingShare } from './data.ts'
import type { SharedPicture } from './pictures.data.ts'

type Named = Pick<LivingShare, 'title' | 'showPrompt'>

/**
 * The name of a picture's file: its number, then its prompt's beginning where the prompt is shown, else the link's title.
 * Numbers are a link's own, so no two files are called the same.
 *
 * @param last the highest number of the link, to be as wide as
 * @param mime of the file, which may be a conversion
 */
export function sharedFileName(
  share: Named,
  picture: Pick<SharedPicture, 'n' | 'prompt'>,
  mime: string,
  last = picture.n,
): string {
  const number = String(picture.n).padStart(String(Math.max(last, 10)).length, '0')
  const stem = fileStem(share.showPrompt ? picture.prompt : share.title)
  return `${[number, stem].filter(Boolean).join(' ')}.${fileExtension(mime)}`
}

/** The name of the file with all pictures. */
export function archiveName(share: Named): string {
  return `${fileStem(share.title) || 'Pictures'}.zip`
}
