import { QrCode } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { qrOf, qrPath, qrPng, qrSvg } from './qr.ts'
import { saveFile } from './save-file.ts'

/** The address as a QR code, to show and to save. Always black on white: cameras expect it. */
export function QrFigure({ address, children }: { address: string; children?: ReactNode }) {
  const t = useTranslations('shares.made')
  const code = useMemo(() => qrOf(address), [address])
  return (
    <div className="flex items-center gap-4">
      <svg
        role="img"
        aria-label={t('qr')}
        viewBox={`0 0 ${code.size} ${code.size}`}
        shapeRendering="crispEdges"
        className="size-40 shrink-0 rounded border border-line"
      >
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={qrPath(code)} fill="#000" />
      </svg>
      <div className="flex min-w-0 flex-1 flex-col gap-2 *:w-full *:justify-start">
        {children}
        <Button onClick={async () => saveFile(await qrPng(code), 'qr.png')}>
          <QrCode aria-hidden className="size-4" />
          {t('savePng')}
        </Button>
        <Button onClick={() => saveFile(qrSvg(code), 'qr.svg')}>
          <QrCode aria-hidden className="size-4" />
          {t('saveSvg')}
        </Button>
      </div>
    </div>
  )
}
