import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { qrOf, qrPath, qrPng, qrSvg } from './qr.ts'
import { saveFile } from './save-file.ts'

/** The address as a QR code, to show and to save. Always black on white: cameras expect it. */
export function QrFigure({ address }: { address: string }) {
  const t = useTranslations('shares.made')
  const code = useMemo(() => qrOf(address), [address])
  return (
    <figure className="flex flex-col items-center gap-2">
      <svg
        role="img"
        aria-label={t('qr')}
        viewBox={`0 0 ${code.size} ${code.size}`}
        shapeRendering="crispEdges"
        className="size-40 rounded"
      >
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={qrPath(code)} fill="#000" />
      </svg>
      <figcaption className="flex gap-1">
        <Button size="sm" onClick={async () => saveFile(await qrPng(code), 'qr.png')}>
          {t('savePng')}
        </Button>
        <Button size="sm" onClick={() => saveFile(qrSvg(code), 'qr.svg')}>
          {t('saveSvg')}
        </Button>
      </figcaption>
    </figure>
  )
}
