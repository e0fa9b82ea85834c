import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { useFormat } from '#components/picture/use-format.ts'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { SHARE_LIMITS } from '#lib/shares/limits.ts'
import type { ShareDto } from '#lib/shares/schema.ts'
import { dayOf, EXPIRY_CHOICES } from './expiry.ts'
import { newPassword } from './new-password.ts'
import { endOf, type ShareForm, type ShareProblem } from './share-form.ts'

interface ShareFieldsProps {
  form: ShareForm
  onChange: (values: Partial<ShareForm>) => void
  /** What the person was told to put right. */
  problem: ShareProblem
  /** The link, if it exists already. */
  share?: ShareDto | null
  /** Choices that only a new link has, before all others. */
  first?: ReactNode
}

/** Everything that is chosen of a link. */
export function ShareFields({ form, onChange, problem, share = null, first }: ShareFieldsProps) {
  const t = useTranslations('shares.form')
  // Nobody can read it any more.
  const hasPassword = share?.hasPassword === true
  return (
    <>
      {first}
      <Expiry form={form} onChange={onChange} problem={problem} share={share} />
      <div className="flex flex-col gap-3">
        <Switch
          checked={form.protect}
          onChange={(protect) => {
            // One to begin with: whoever thinks of a password of their own thinks of one of few.
            const password = protect && !hasPassword ? newPassword() : ''
            onChange({ protect, password })
          }}
        >
          {t('protect')}
        </Switch>
        {form.protect && (
          <TextField
            label={t('password')}
            value={form.password}
            onChange={(event) => onChange({ password: event.target.value })}
            placeholder={hasPassword ? t('passwordKept') : undefined}
            hint={hasPassword && form.password === '' ? undefined : t('passwordHint')}
            error={
              problem === 'password_short' && t('passwordShort', { count: SHARE_LIMITS.passwordMinChars })
            }
            maxLength={SHARE_LIMITS.passwordMaxChars}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            beside={
              <IconButton
                variant="quiet"
                label={t('generate')}
                className="size-9"
                onClick={() => onChange({ password: newPassword() })}
              >
                <RefreshCw aria-hidden className="size-4" />
              </IconButton>
            }
          />
        )}
        <Switch checked={form.allowDownload} onChange={(allowDownload) => onChange({ allowDownload })}>
          {t('allowDownload')}
        </Switch>
        <Switch checked={form.showPrompt} onChange={(showPrompt) => onChange({ showPrompt })}>
          {t('showPrompt')}
        </Switch>
        <Switch checked={form.showMaker} onChange={(showMaker) => onChange({ showMaker })}>
          {t('showMaker')}
        </Switch>
      </div>
      <TextField
        label={t('title')}
        value={form.title}
        onChange={(event) => onChange({ title: event.target.value })}
        placeholder={t('optional')}
        maxLength={SHARE_LIMITS.titleChars}
      />
      <Note value={form.note} onChange={(note) => onChange({ note })} />
    </>
  )
}

function Expiry({ form, onChange, problem, share = null }: ShareFieldsProps) {
  const t = useTranslations('shares.form')
  const format = useFormat()
  const now = new Date()
  const end = endOf(form, now, share)
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-muted text-xs">{t('expiry')}</legend>
      <ChoiceGrid
        label={t('expiry')}
        options={EXPIRY_CHOICES}
        value={form.expiry}
        onChange={(expiry) =>
          onChange({ expiry, day: expiry === 'date' ? dayOf(end ? new Date(end) : now) : form.day })
        }
        columns={EXPIRY_CHOICES.length}
      >
        {(choice) => <span className="block py-1.5 text-center max-sm:py-3">{t(`expiries.${choice}`)}</span>}
      </ChoiceGrid>
      {form.expiry === 'date' && (
        <TextField
          type="date"
          label={t('day')}
          className="mt-1"
          value={form.day}
          min={dayOf(now)}
          onChange={(event) => onChange({ day: event.target.value })}
          error={problem === 'day' && t('dayOver')}
        />
      )}
      <p className="min-h-4 text-faint text-xs">
        {end ? t('until', { moment: format.moment(end) }) : end === null && t('always')}
      </p>
    </fieldset>
  )
}

function Note({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const t = useTranslations('shares.form')
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {t('note')}
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={t('optional')}
        maxLength={SHARE_LIMITS.noteChars}
        rows={2}
        className="field-sizing-content max-h-40 min-h-16 resize-none rounded bg-sunk px-3 py-2 outline-offset-0 max-sm:text-base"
      />
    </div>
  )
}
