import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { letGo } from '#components/gallery/selection-store.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showProgress, showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { refreshBoards } from '#lib/boards/refresh.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { inTurn } from '#lib/in-turn.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { type Mark, sendMarks, sendTrash } from '#lib/marks/client.ts'
import type { MarksInput } from '#lib/marks/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'

export interface MarkActs {
  /** 1 to 5; 0 takes the rating away. */
  rate: (imageIds: readonly string[], rating: number) => void
  /** Puts the heart on all of them, or takes it off where all have it. */
  toggleFavourite: (imageIds: readonly string[]) => void
  /** Adds and removes tags. */
  tag: (imageIds: readonly string[], change: { addTags: string[]; removeTags: string[] }) => void
  /** Into the trash. */
  trash: (imageIds: readonly string[]) => void
}

/** More than this are not shown one by one before the server says so. */
const SHOWN_AT_ONCE = 200
/** More than this take long enough to say how far it is. */
const WORTH_SAYING = 1000

/** On their way to the trash. */
const leaving = new Set<string>()

/** What can be done to any number of pictures, each with its toast and the way back. */
export function useMarkActs(): MarkActs {
  const t = useTranslations('marks')
  const errorText = useErrorText()
  const client = useQueryClient()
  return useMemo(() => {
    /** Shows a mark where the picture is on screen, before anybody announces it. */
    const show = (imageIds: readonly string[], mark: Mark) => {
      const change = {
        ...('rating' in mark && { rating: mark.rating }),
        ...('favourite' in mark && { favourite: mark.favourite }),
      }
      tellLibraries({ type: 'marked', imageIds, change: (item) => ({ ...item, ...change }) })
      for (const id of imageIds.slice(0, SHOWN_AT_ONCE)) {
        client.setQueryData<ImageDetailDto>(
          queryKeys.imageDetail(id),
          (detail) => detail && marked(detail, mark),
        )
      }
      if ('addTags' in mark || 'removeTags' in mark)
        void client.invalidateQueries({ queryKey: queryKeys.tags })
    }
    /** Runs what takes a while, in its turn, with its progress in words; failures are told. */
    const run = async (
      imageIds: readonly string[],
      act: (onPart: (done: number) => void) => Promise<void>,
    ) => {
      const total = imageIds.length
      const progress = total > WORTH_SAYING ? showProgress() : null
      progress?.say(t('progress', { done: 0, total }))
      try {
        await inTurn(imageIds, () => act((done) => progress?.say(t('progress', { done, total }))))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        showToast(errorText(error), { tone: 'danger' })
      } finally {
        progress?.end()
      }
    }
    const total = (inputs: readonly MarksInput[]) =>
      inputs.reduce((sum, { imageIds }) => sum + imageIds.length, 0)
    const takeBack = (undo: MarksInput[]) =>
      run(
        undo.flatMap(({ imageIds }) => imageIds),
        async () => {
          for (const { imageIds, ...mark } of undo) {
            const back = await sendMarks(imageIds, mark)
            show(back.imageIds, mark)
            if (back.failure) throw back.failure
          }
        },
      )
    const say = (text: string, undo: MarksInput[]) =>
      showToast(text, undo.length > 0 ? { action: { label: t('undo'), run: () => void takeBack(undo) } } : {})
    /** What happened is said with its way back, also where something ended it half way. */
    const tell = (marked: Awaited<ReturnType<typeof sendMarks>>, mark: Mark, words: string) => {
      show(marked.imageIds, mark)
      say(words, marked.undo)
      if (marked.failure) throw marked.failure
    }
    const act = (
      imageIds: readonly string[],
      mark: Mark,
      words: (marked: number, changed: number) => string,
    ) =>
      run(imageIds, async (onPart) => {
        const marked = await sendMarks(imageIds, mark, onPart)
        tell(marked, mark, words(marked.imageIds.length, total(marked.undo)))
      })
    return {
      rate: (imageIds, rating) => {
        const words = (count: number) =>
          rating === 0 ? t('unrated', { count }) : t('rated', { count, rating })
        void act(imageIds, { rating: rating || null }, words)
      },
      toggleFavourite: (imageIds) =>
        void run(imageIds, async (onPart) => {
          let favourite = true
          let marked = await sendMarks(imageIds, { favourite }, onPart)
          if (marked.undo.length === 0 && !marked.failure) {
            favourite = false
            marked = await sendMarks(imageIds, { favourite }, onPart)
          }
          tell(marked, { favourite }, t(favourite ? 'favoured' : 'unfavoured', { count: total(marked.undo) }))
        }),
      tag: (imageIds, { addTags, removeTags }) => {
        const mark = { ...(addTags.length > 0 && { addTags }), ...(removeTags.length > 0 && { removeTags }) }
        if (Object.keys(mark).length === 0) return
        void act(imageIds, mark, (_, count) => t('tagged', { count }))
      },
      trash: (chosen) => {
        // A second press of the key, before the first is answered, means the same pictures.
        const imageIds = chosen.filter((id) => !leaving.has(id))
        if (imageIds.length === 0) return
        for (const id of imageIds) leaving.add(id)
        void run(imageIds, async (onPart) => {
          const done = await sendTrash(imageIds, 'trash', onPart)
          for (const imageId of done.imageIds.slice(0, SHOWN_AT_ONCE))
            tellLibraries({ type: 'removed', imageId })
          letGo(done.imageIds)
          refreshBoards(client)
          const words = [
            t('trashed', { count: done.imageIds.length }),
            ...(done.refused > 0 ? [t('refused', { count: done.refused })] : []),
          ]
          const undo = () =>
            run(done.imageIds, async (back) => {
              const { failure } = await sendTrash(done.imageIds, 'restore', back)
              tellLibraries({ type: 'reset' })
              refreshBoards(client)
              if (failure) throw failure
            })
          showToast(words.join(' '), { action: { label: t('undo'), run: () => void undo() } })
          if (done.failure) throw done.failure
        }).finally(() => {
          for (const id of imageIds) leaving.delete(id)
        })
      },
    }
  }, [t, errorText, client])
}

/** What the viewer knows of a picture, with a mark on it. */
function marked(detail: ImageDetailDto, mark: Mark): ImageDetailDto {
  if ('favourite' in mark) return { ...detail, favourite: mark.favourite }
  if ('rating' in mark) return { ...detail, image: { ...detail.image, rating: mark.rating } }
  const tags = new Set(detail.image.tags).union(new Set(mark.addTags)).difference(new Set(mark.removeTags))
  return { ...detail, image: { ...detail.image, tags: [...tags].sort() } }
}
