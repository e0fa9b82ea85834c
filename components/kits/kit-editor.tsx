import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { changesBetween, isUnchanged } from '#lib/kits/changes.ts'
import { useEditKit } from '#lib/kits/client.ts'
import { KIT_LIMITS } from '#lib/kits/limits.ts'
import type { KitContent, KitDto } from '#lib/kits/schema.ts'
import { ForbiddenWords } from './forbidden-words.tsx'
import { KitHeader } from './kit-header.tsx'
import { KitReferences } from './kit-references.tsx'
import { KitSettings } from './kit-settings.tsx'
import { KitVersions } from './kit-versions.tsx'

/**
 * What a kit holds, edited as one: saving makes a version. It stays as somebody edits it when a colleague saves another
 * version meanwhile; the studio then refuses to save over what they have not seen.
 */
export function KitEditor({ kit }: { kit: KitDto }) {
  const t = useTranslations('kits.edit')
  const errorText = useErrorText()
  const textId = useId()
  const [base, setBase] = useState(kit)
  const [content, setContent] = useState(kit.content)
  // Of the versions, too: a reference that left the draft may come back.
  const [known, setKnown] = useState(() => new Map(kit.references.map((each) => [each.id, each])))
  const edit = useEditKit(kit.id)
  const dirty = !isUnchanged(changesBetween(base.content, content))
  const outdated = dirty && kit.version > base.version

  const show = (next: KitDto, of: (now: KitContent) => KitContent = () => next.content) => {
    setBase(next)
    setContent(of)
    setKnown((before) => new Map([...before, ...next.references.map((each) => [each.id, each] as const)]))
  }
  useEffect(() => {
    if (!dirty && kit.version !== base.version) show(kit)
  })
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [dirty])

  const set = (change: Partial<KitContent>) => setContent((before) => ({ ...before, ...change }))
  const save = (next: KitContent, said: (saved: KitDto) => string) =>
    edit.mutate(
      { name: kit.name, version: base.version, content: next },
      {
        onSuccess: (saved) => {
          // What was typed since it was sent stays, as a change of the new version.
          show(saved, (now) => (now === content ? saved.content : now))
          showToast(said(saved))
        },
      },
    )

  return (
    <>
      <KitHeader kit={kit} unsaved={dirty} />
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 max-w-240 flex-col gap-8">
          <KitReferences
            references={content.references}
            known={known}
            mayEdit={kit.mayEdit}
            onChange={(change) =>
              setContent((before) => ({ ...before, references: change(before.references) }))
            }
            onKnown={(reference) => setKnown((before) => new Map(before).set(reference.id, reference))}
          />
          <section className="flex flex-col gap-2">
            <h2>
              <label htmlFor={textId} className="font-medium">
                {t('standing.title')}
              </label>
            </h2>
            <p id={`${textId}-what`} className="text-muted text-xs">
              {t('standing.what')}
            </p>
            <textarea
              id={textId}
              dir="auto"
              value={content.standingText}
              maxLength={KIT_LIMITS.standingChars}
              readOnly={!kit.mayEdit}
              rows={3}
              aria-describedby={`${textId}-what`}
              onChange={(event) => set({ standingText: event.target.value })}
              className="max-h-100 rounded bg-sunk p-3 text-base outline-offset-0"
              style={{ fieldSizing: 'content' }}
            />
          </section>
          <ForbiddenWords
            words={content.forbiddenWords}
            mayEdit={kit.mayEdit}
            onChange={(forbiddenWords) => set({ forbiddenWords })}
          />
          <KitSettings
            settings={content.settings}
            mayEdit={kit.mayEdit}
            onChange={(settings) => set({ settings })}
          />
          {dirty && (
            <div className="save-bar sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-panel border border-line bg-surface p-3 max-sm:bottom-(--bottom-bar)">
              <p
                aria-live="polite"
                className={edit.error || outdated ? 'min-w-0 grow basis-full' : 'min-w-24 flex-1'}
              >
                {edit.error ? (
                  <span className="text-danger">{errorText(edit.error)}</span>
                ) : outdated ? (
                  <span className="text-warn">{t('outdated', { version: kit.version })}</span>
                ) : (
                  <span className="text-muted">{t('unsaved')}</span>
                )}
              </p>
              <Button variant="plain" onClick={() => show(kit)}>
                {outdated ? t('showNewer', { version: kit.version }) : t('discard')}
              </Button>
              <Button
                variant="primary"
                disabled={edit.isPending}
                onClick={() => save(content, (saved) => t('saved', { version: saved.version }))}
              >
                {t('save', { version: base.version + 1 })}
              </Button>
            </div>
          )}
        </div>
        <KitVersions
          kit={kit}
          mayRestore={kit.mayEdit && !dirty && !edit.isPending}
          onRestore={(version) =>
            save(version.content, (saved) => t('restored', { from: version.version, version: saved.version }))
          }
        />
      </div>
    </>
  )
}
