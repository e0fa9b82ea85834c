import { ExternalLink, Share2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { CopyField } from './copy-field.tsx'
import { DirectAddress } from './direct-address.tsx'
import { QrFigure } from './qr-figure.tsx'

interface MadeLinkProps {
  made: MadeShareDto
  /** As typed, if one was set just now. */
  password: string | null
  imageIds: readonly string[]
}

/** A new address: the only time that anybody can take it along. */
export function MadeLink({ made, password, imageIds }: MadeLinkProps) {
  const t = useTranslations('shares.made')
  const { url, share } = made
  // The sheet of a phone; on a desk it is one more window that nobody asked for.
  const canSend = 'share' in navigator && matchMedia('(pointer: coarse)').matches
  const send = () =>
    navigator.share({ url, ...(share.title ? { title: share.title } : {}) }).catch((cause) => {
      // The person thought better of it.
      if (!(cause instanceof DOMException)) throw cause
    })
  return (
    <>
      <CopyField label={t('address')} value={url} hint={t('once')} primary />
      {password !== null && <CopyField label={t('password')} value={password} hint={t('passwordHint')} />}
      <QrFigure address={url}>
        {canSend && (
          <Button onClick={() => void send()}>
            <Share2 aria-hidden className="size-4" />
            {t('send')}
          </Button>
        )}
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="touch-target inline-flex h-8 items-center gap-1.5 rounded bg-sunk px-3 hover:bg-hover"
        >
          <ExternalLink aria-hidden className="size-4" />
          {t('open')}
        </a>
      </QrFigure>
      <DirectAddress made={made} imageIds={imageIds} />
    </>
  )
}
