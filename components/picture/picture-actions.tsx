'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { usePictureCommand } from '#components/commands/use-picture-command.ts'
import { useComposer } from '#components/composer/composer-store.tsx'
import { newId } from '#components/composer/new-id.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { leaveViewer } from '#components/viewer/viewer-store.ts'
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
  reuse: (generation: GenerationDto, imageId?: string) => void
  /** The same with the picture itself as the first reference. */
  branch: (generation: GenerationDto, imageId: string) => void
  addAsReference: (imageId: string) => void
  /** Shows those that look like it, in the gallery. */
  moreLike: (imageId: string) => void
  /** Shows what was made from it, in the gallery. */
  madeFrom: (imageId: string) => void
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
  const router = useRouter()
  // As promises: of several that are under way each has its own words.
  const { mutateAsync: retryImage } = useRetryImage()
  const { mutateAsync: redownloadImage } = useRedownloadImage()
  const { mutateAsync: cancelImage } = useCancelImage()
  const { mutateAsync: cancelGeneration } = useCancelGeneration()
  const { mutateAsync: deleteImage } = useDeleteImage()
  const { mutateAsync: restoreImage } = useRestoreImage()
  const { mutateAsync: deleteGeneration } = useDeleteGeneration()
  const { mutateAsync: restoreGeneration } = useRestoreGeneration()

  const actions = useMemo<PictureActions>(() => {
    const onError = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
    const retried = new Set<string>()
    return {
      retry: ({ id, status }) => {
        // Two quick presses are one wish, and each would be paid for.
        if (retried.has(id)) return
        retried.add(id)
        const onSuccess = () => {
          if (status === 'succeeded') showToast(t('retriedAsNew'))
        }
        void retryImage({ imageId: id, newId: newId() })
          .then(onSuccess, onError)
          .finally(() => retried.delete(id))
      },
      redownload: (imageId) => void redownloadImage({ imageId }).catch(onError),
      cancel: ({ id, status }) => {
        const onSuccess = () => {
          if (status === 'running') showToast(t('cancelledRunning'))
        }
        cancelImage({ imageId: id }).then(onSuccess, onError)
      },
      cancelRun: ({ id, images }) => {
        const running = images.some((image) => image.status === 'running')
        const onSuccess = () => {
          if (running) showToast(t('cancelledRunning'))
        }
        cancelGeneration({ generationId: id }).then(onSuccess, onError)
      },
      remove: (image) => {
        const undo = () => void restoreImage(image).catch(onError)
        deleteImage(image).catch(onError)
        showToast(t('deleted'), { action: { label: t('undo'), run: undo } })
      },
      removeRun: (generationId) => {
        const undo = () => void restoreGeneration({ generationId }).catch(onError)
        deleteGeneration({ generationId }).catch(onError)
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
      reuse: (generation, imageId) => latest.current.reuse(generation, imageId),
      branch: (generation, imageId) => latest.current.branch(generation, imageId),
      addAsReference: (imageId) => latest.current.addReferenceFromImage(imageId),
      moreLike: (imageId) => {
        leaveViewer()
        router.push(`/gallery?like=${imageId}`)
      },
      madeFrom: (imageId) => {
        leaveViewer()
        router.push(`/gallery?from-picture=${imageId}`)
      },
    }
  }, [
    t,
    router,
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
  usePictureCommand('picture.like', true, ([imageId]) => imageId !== undefined && actions.moreLike(imageId))

  return <Context value={actions}>{children}</Context>
}
