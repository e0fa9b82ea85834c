import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FirstAnswers } from '#components/gallery/first-answers.tsx'
import { Gallery } from '#components/gallery/gallery.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { ZONE_COOKIE } from '#lib/i18n/zone-cookie.ts'
import { firstAddresses } from '#lib/library/client.ts'
import { libraryQuery, librarySearch } from '#lib/library/query.ts'
import { listPersonRefs } from '#lib/people/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gallery')
  return { title: t('title') }
}

type Query = Promise<Record<string, string | string[] | undefined>>

export default async function GalleryPage({ searchParams }: { searchParams: Query }) {
  const { studio } = await signedIn()
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => [name, each]),
  )
  const search = new URLSearchParams(asked)
  // Addresses from before there was a search.
  if (search.get('scope') === 'mine') redirect('/gallery?person=me')
  const query = libraryQuery(search)
  const { people: makers } = query
  const people = await listPersonRefs(studio.db)
  if (makers.some((maker) => maker !== 'me' && !people.some(({ id }) => id === maker))) notFound()
  // Days are those of the browser, which says on its first visit what they are only after this.
  const known = (query.from === null && query.to === null) || (await cookies()).has(ZONE_COOKIE)
  const first = known ? firstAddresses(librarySearch(query).toString()) : []
  const t = await getTranslations('gallery')
  return (
    <PageMessages of={['feed', 'gallery', 'search', 'selection']}>
      <FirstAnswers addresses={first} />
      <h1 className="sr-only">{t('title')}</h1>
      <Gallery people={people} />
    </PageMessages>
  )
}
