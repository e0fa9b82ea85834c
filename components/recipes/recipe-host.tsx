'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useSyncExternalStore } from 'react'
import { useMayMake } from '#components/boards/use-may-make.ts'
import type { CommandId } from '#components/commands/catalogue.ts'
import { useCommand } from '#components/commands/use-command.ts'
import { picturesAtHand } from '#components/commands/use-picture-command.ts'
import { useComposer } from '#components/composer/composer-store.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { currentPicture, leaveViewer } from '#components/viewer/viewer-store.ts'
import { ApiError } from '#lib/api-client.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { imageDetailOptions } from '#lib/images/client.ts'
import { lineagePath } from '#lib/lineage/client.ts'
import {
  closeRecipeDialog,
  currentRecipeRequest,
  openDownload,
  openResize,
  subscribeRecipeRequest,
} from './recipe-store.ts'

const [DownloadDialog] = lazyDialog(() =>
  import('./download-dialog.tsx').then((module) => module.DownloadDialog),
)
const [ResizeDialog] = lazyDialog(() => import('./resize-dialog.tsx').then((module) => module.ResizeDialog))

/** Does a command with the one picture at hand; with none or several, somebody else may. */
function useOnePicture(id: CommandId, enabled: boolean, act: (imageId: string) => unknown): void {
  const run = () => {
    const [imageId, ...others] = picturesAtHand()
    return imageId !== undefined && others.length === 0 && act(imageId)
  }
  useCommand(id, run, enabled)
}

/** Where the dialogs about a picture's recipe appear, whoever asks for them, and their keys. Once per page. */
export function RecipeHost() {
  const request = useSyncExternalStore(subscribeRecipeRequest, currentRecipeRequest, () => null)
  const mayMake = useMayMake()
  const composer = useComposer()
  const client = useQueryClient()
  const errorText = useErrorText()
  const router = useRouter()

  const asked = useRef(0)
  const withDetail = (imageId: string, act: (detail: ImageDetailDto) => void) => {
    // Of two quick presses the later one counts, whichever picture is read first.
    asked.current += 1
    const ask = asked.current
    void client.fetchQuery(imageDetailOptions(imageId)).then(
      (detail) => {
        if (ask !== asked.current) return
        if (currentPicture() !== null) leaveViewer()
        act(detail)
      },
      (cause) => {
        if (ask !== asked.current) return
        const error = cause instanceof ApiError ? cause : new ApiError('unreadable', 0, { cause })
        showToast(errorText(error), { tone: 'danger' })
      },
    )
    return true
  }
  const open = (ask: (imageId: string) => void) => (imageId: string) => {
    ask(imageId)
    return true
  }
  useOnePicture('picture.downloadAs', true, open(openDownload))
  useOnePicture('picture.resize', mayMake, open(openResize))
  useOnePicture('picture.reuse', mayMake, (imageId) =>
    withDetail(imageId, ({ generation }) => composer.reuse(generation, imageId)),
  )
  useOnePicture('picture.branch', mayMake, (imageId) =>
    withDetail(imageId, ({ generation }) => composer.branch(generation, imageId)),
  )

  useOnePicture('picture.lineage', true, (imageId) => {
    if (currentPicture() !== null) leaveViewer()
    router.push(lineagePath(imageId))
    return true
  })

  if (request === null) return null
  const Dialog = request.how === 'download' ? DownloadDialog : ResizeDialog
  return <Dialog imageId={request.imageId} onClose={closeRecipeDialog} />
}
