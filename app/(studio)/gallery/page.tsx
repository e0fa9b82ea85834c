import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Gallery } from '#components/gallery/gallery.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { galleryScope, scopePerson } from '#lib/images/scope.ts'
import { listPersonRefs } from '#lib/people/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gallery')
  return { title: t('title') }
}

type Query = Promise<Record<string, string | string[] | undefined>>

export default async function GalleryPage({ searchParams }: { searchParams: Query }) {
  const { studio } = await signedIn()
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const scope = galleryScope(new URLSearchParams(asked))
  const people = await listPersonRefs(studio.db)
  const person = scopePerson(scope)
  if (person !== null && !people.some(({ id }) => id === person)) notFound()
  const t = await getTranslations('gallery')
  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <Gallery key={scope} scope={scope} people={people} />
    </>
  )
}
