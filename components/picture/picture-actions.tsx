'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { useComposer } from '#components/composer/composer-store.tsx'
import { newId } from '#components/composer/new-id.ts'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { useCancelGeneration, useDeleteGeneration, useRestoreGeneration } from '#lib/generations/client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import {
  imageUrls,
  useCancelImage,
  useDeleteImage,
  useRedownloadImage,
  useRestoreImage,
  useRetryImage,
} from '#lib/images/client.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import { useErrorText } from './use-error-text.ts'

type ImageRef = Pick<ImageDto, 'id' | 'generationId'>

export interface PictureActions {
  /** Queues it again: a failed one in its place, a finished one as a new run. */
  retry: (image: Pick<ImageDto, 'id' | 'status'>) => void
  /** Fetches it again from the gateway's link. */
  redownload: (imageId: string) => void
  cancel: (image: Pick<ImageDto, 'id' | 'status'>) => void
  cancelRun: (generation: GenerationDto) => void
  /** Into the trash, with an undo in the toast. */
  remove: (image: ImageRef) => void
  removeRun: (generationId: string) => void
  copyLink: (imageId: string) => void
  /** Puts prompt, settings and references into the composer. */
  reuse: (generation: GenerationDto) => void
  addAsReference: (imageId: string) => void
}

const Context = createContext<PictureActions | null>(null)

export function usePictureActions(): PictureActions {
  const actions = useContext(Context)
  if (!actions) throw new Error('usePictureActions outside of PictureActionsProvider')
  return actions
}

/** What can be done to pictures, with its toasts: once per list, so that a tile costs no mutations of its own. */
export function PictureActionsProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('feed.toast')
  const errorText = useErrorText()
  // The composer's functions change with the address; the actions, and with them every tile, must not.
  const composer = useComposer()
  const latest = useRef(composer)
  useEffect(() => {
    latest.current = composer
  }, [composer])
  const { mutate: retryImage } = useRetryImage()
  const { mutate: redownloadImage } = useRedownloadImage()
  const { mutate: cancelImage } = useCancelImage()
  const { mutate: cancelGeneration } = useCancelGeneration()
  const { mutate: deleteImage } = useDeleteImage()
  const { mutate: restoreImage } = useRestoreImage()
  const { mutate: deleteGeneration } = useDeleteGeneration()
  const { mutate: restoreGeneration } = useRestoreGeneration()

  const actions = useMemo<PictureActions>(() => {
    const onError = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
    return {
      retry: ({ id, status }) => {
        const onSuccess = () => status === 'succeeded' && showToast(t('retriedAsNew'))
        retryImage({ imageId: id, newId: newId() }, { onError, onSuccess })
      },
      redownload: (imageId) => redownloadImage({ imageId }, { onError }),
      cancel: ({ id, status }) => {
        const onSuccess = () => status === 'running' && showToast(t('cancelledRunning'))
        cancelImage({ imageId: id }, { onError, onSuccess })
      },
      cancelRun: ({ id, images }) => {
        const running = images.some((image) => image.status === 'running')
        const onSuccess = () => running && showToast(t('cancelledRunning'))
        cancelGeneration({ generationId: id }, { onError, onSuccess })
      },
      remove: (image) => {
        const undo = () => restoreImage(image, { onError })
        deleteImage(image, { onError })
        showToast(t('deleted'), { action: { label: t('undo'), run: undo } })
      },
      removeRun: (generationId) => {
        const undo = () => restoreGeneration({ generationId }, { onError })
        deleteGeneration({ generationId }, { onError })
        showToast(t('runDeleted'), { action: { label: t('undo'), run: undo } })
      },
      copyLink: (imageId) => {
        const link = new URL(imageUrls.page(imageId), location.href).href
        // Clipboards exist only in secure contexts; a studio on a LAN may be plain http.
        if (!navigator.clipboard) return showToast(link)
        navigator.clipboard.writeText(link).then(
          () => showToast(t('linkCopied')),
          () => showToast(link),
        )
      },
      reuse: (generation) => latest.current.reuse(generation),
      addAsReference: (imageId) => latest.current.addReferenceFromImage(imageId),
    }
  }, [
    t,
    errorText,
    retryImage,
    redownloadImage,
    cancelImage,
    cancelGeneration,
    deleteImage,
    restoreImage,
    deleteGeneration,
    restoreGeneration,
  ])

  return <Context value={actions}>{children}</Context>
}
