import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { onRunNews } from '#lib/events/client.ts'
import { imageUrls } from '#lib/images/client.ts'
import { type Finished, finishedRuns, together } from './finished-runs.ts'

/** Runs that end within this time are told together. */
const GATHER_MS = 1_000

interface DoneListenerProps {
  /** Id of the person whose runs are told. */
  me: string
  sound: boolean
  /** By the system's own notice. */
  system: boolean
}

/** Tells that one's own pictures are done, by sound and by the system, while nobody looks at the studio. */
export function DoneListener({ me, sound, system }: DoneListenerProps) {
  const t = useTranslations('settings.notifications')
  const router = useRouter()

  useEffect(() => {
    const finished = finishedRuns(me, new Date().toISOString())
    let gathered: Finished | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const news = gathered
      gathered = null
      if (news === null || document.hasFocus()) return
      if (sound) chime()
      if (system) notify(news)
    }
    const notify = ({ done, failed, imageId, prompt }: Finished) => {
      const title = done > 0 ? t('runDone', { count: done }) : t('runFailed', { failed })
      const also = done > 0 && failed > 0 ? `${t('runFailed', { failed })}\n` : ''
      const notice = {
        body: `${also}${prompt.slice(0, 140)}`,
        ...(imageId ? { icon: imageUrls.thumb(imageId, 320) } : {}),
      }
      // Within the studio: a page loaded anew would forget what is chosen and half typed.
      showNotification(title, notice, () => router.push(imageId ? imageUrls.page(imageId) : '/'))
    }
    const stop = onRunNews((run) => {
      const news = finished(run)
      if (news === null) return
      gathered = gathered ? together(gathered, news) : news
      timer ??= setTimeout(tell, GATHER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [t, router, me, sound, system])

  return null
}

function showNotification(title: string, options: NotificationOptions, onOpen: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  try {
    const notice = new Notification(title, { ...options, tag: 'bunch-done' })
    notice.onclick = () => {
      window.focus()
      onOpen()
      notice.close()
    }
  } catch (cause) {
    // Phones show none without a service worker; the tab's title tells all the same.
    if (!(cause instanceof TypeError)) throw cause
  }
}

/** Two soft notes, drawn rather than fetched. */
function chime(): void {
  const audio = new AudioContext()
  for (const [at, frequency] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const note = audio.createOscillator()
    const volume = audio.createGain()
    note.frequency.value = frequency
    volume.gain.setValueAtTime(0.0001, audio.currentTime + at)
    volume.gain.exponentialRampToValueAtTime(0.12, audio.currentTime + at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + at + 0.4)
    note.connect(volume).connect(audio.destination)
    note.start(audio.currentTime + at)
    note.stop(audio.currentTime + at + 0.45)
  }
  setTimeout(() => void audio.close(), 1_000)
}
