'use client'

import { useSyncExternalStore } from 'react'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { usePictureCommand } from '#components/commands/use-picture-command.ts'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { imageUrls } from '#lib/images/client.ts'
import { saveByLink } from '#lib/save-file.ts'
import {
  closeMarksDialog,
  currentMarksRequest,
  openTags,
  openZip,
  subscribeMarksRequest,
} from './marks-store.ts'
import { useMarkActs } from './use-mark-acts.ts'

const [TagDialog] = lazyDialog(() => import('./tag-dialog.tsx').then((module) => module.TagDialog))
const [ZipDialog] = lazyDialog(() => import('./zip-dialog.tsx').then((module) => module.ZipDialog))

/** Where the dialogs of marks appear, whoever asks for them, and the keys that mark pictures. Once per page. */
export function MarksHost() {
  const request = useSyncExternalStore(subscribeMarksRequest, currentMarksRequest, () => null)
  const mayMake = useMayMake()
  const { rate, toggleFavourite, trash } = useMarkActs()
  usePictureCommand('picture.favourite', true, toggleFavourite)
  usePictureCommand('picture.tag', mayMake, openTags)
  usePictureCommand('picture.rate0', mayMake, (ids) => rate(ids, 0))
  usePictureCommand('picture.rate1', mayMake, (ids) => rate(ids, 1))
  usePictureCommand('picture.rate2', mayMake, (ids) => rate(ids, 2))
  usePictureCommand('picture.rate3', mayMake, (ids) => rate(ids, 3))
  usePictureCommand('picture.rate4', mayMake, (ids) => rate(ids, 4))
  usePictureCommand('picture.rate5', mayMake, (ids) => rate(ids, 5))
  usePictureCommand('picture.trash', mayMake, trash)
  usePictureCommand('picture.download', true, download)

  if (request?.kind === 'tags') return <TagDialog imageIds={request.imageIds} onClose={closeMarksDialog} />
  if (request?.kind === 'zip') return <ZipDialog imageIds={request.imageIds} onClose={closeMarksDialog} />
  return null
}

/** One picture as it is; several as a ZIP. */
function download(imageIds: readonly string[]): void {
  const [first, second] = imageIds
  if (first === undefined) return
  if (second === undefined) saveByLink(imageUrls.download(first))
  else openZip(imageIds)
}
