import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NameField } from '#components/settings/name-field.tsx'
import { NotificationFields } from '#components/settings/notification-fields.tsx'
import { PictureField } from '#components/settings/picture-field.tsx'
import { LanguageField, ThemeField } from '#components/settings/preference-fields.tsx'
import { PrivateField } from '#components/settings/private-field.tsx'
import { PageTitle, Section } from '#components/settings/section.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'
import { NAME_MAX_CHARS } from '#lib/accounts/schema.ts'
import { preferencesOf } from '#lib/profile/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.profile')
  return { title: t('title') }
}

export default async function ProfilePage() {
  const { studio, me, actor } = await signedIn()
  const t = await getTranslations('settings')
  const { locale, theme } = await preferencesOf(studio.db, me.id)
  return (
    <PageMessages
      of={[
        'settings.language',
        'settings.name',
        'settings.notifications',
        'settings.picture',
        'settings.private',
        'settings.theme',
      ]}
    >
      <PageTitle>{t('profile.title')}</PageTitle>
      <p className="text-muted">{t('profile.signedInAs', { email: me.email })}</p>
      <Section title={t('picture.title')} about={t('picture.about')}>
        <PictureField person={me} />
      </Section>
      <Section title={t('name.title')} about={t('name.about')}>
        <NameField name={me.name} maxChars={NAME_MAX_CHARS} />
      </Section>
      <Section title={t('language.title')}>
        <LanguageField locale={locale} />
      </Section>
      <Section title={t('theme.title')}>
        <ThemeField theme={theme ?? 'system'} />
      </Section>
      {may(actor.role, 'make') && (
        <Section title={t('private.title')} about={t('private.about')}>
          <PrivateField newPrivate={me.newPrivate} />
        </Section>
      )}
      {may(actor.role, 'make') && (
        <Section title={t('notifications.title')} about={t('notifications.about')}>
          <NotificationFields choices={me.choices.notifications} />
        </Section>
      )}
    </PageMessages>
  )
}
