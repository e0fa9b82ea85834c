import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useFindPicture } from './use-find-picture.ts'

const bringsFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false
const pictures = (files: FileList | undefined) =>
  [...(files ?? [])].filter((file) => file.type === '' || file.type.startsWith('image/'))

/**
 * The gallery takes pictures to look for, dropped anywhere or pasted. The studio's own pictures that are dragged go to boards
 * as ever, and where something lies over the gallery it takes nothing.
 */
export function PictureDrop() {
  const t = useTranslations('search.picture')
  const find = useFindPicture()
  const [over, setOver] = useState(false)

  useEffect(() => {
    const covered = () => document.querySelector('dialog[open], [aria-modal="true"]') !== null
    const enter = (event: DragEvent) => {
      if (bringsFiles(event.dataTransfer) && !covered()) setOver(true)
    }
    // Without it the browser leaves for the file that is dropped.
    const stay = (event: DragEvent) => {
      if (bringsFiles(event.dataTransfer)) event.preventDefault()
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!bringsFiles(event.dataTransfer)) return
      event.preventDefault()
      if (!covered()) void find([...(event.dataTransfer?.files ?? [])])
    }
    const paste = (event: ClipboardEvent) => {
      const files = pictures(event.clipboardData?.files)
      if (files.length === 0 || covered()) return
      event.preventDefault()
      void find(files)
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', stay)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragover', stay)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [find])

  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-scrim p-6">
      <div className="rounded-panel bg-surface px-8 py-6 text-center shadow-float">
        <p className="font-medium text-lg">{t('drop')}</p>
        <p className="mt-1 text-muted">{t('what')}</p>
      </div>
    </div>
  )
}
