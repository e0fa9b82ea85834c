import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { MadeLink } from './made-link.tsx'

interface MadeDialogProps {
  made: MadeShareDto
  /** As typed, if one was set just now. */
  password: string | null
  /** The link's pictures in their order, or the first of them. */
  imageIds: readonly string[]
  onClose: () => void
}

/** The address of a link that was made, or that got another one. */
export function MadeDialog({ onClose, ...made }: MadeDialogProps) {
  const t = useTranslations('shares.made')
  const frame = useTranslations('shares')
  const path = usePathname()
  return (
    <FormDialog
      closeLabel={frame('close')}
      title={t('heading')}
      onClose={onClose}
      actions={(close) => (
        <>
          {path !== '/links' && (
            <AreaLink
              href="/links"
              className="mr-auto text-muted underline underline-offset-4 hover:text-ink"
            >
              {t('allLinks')}
            </AreaLink>
          )}
          <Button size="lg" onClick={close}>
            {t('done')}
          </Button>
        </>
      )}
    >
      <MadeLink {...made} />
    </FormDialog>
  )
}
