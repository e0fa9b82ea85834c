import type { SeedFile } from './files.ts'

/** The row of a reference whose bytes `makeFiles` has kept. */
export function referenceRow(
  file: SeedFile,
  about: { id: string; personId: string; name: string; source: string; createdAt: Date },
) {
  const { sha256, mime, width, height, bytes, thumbHash } = file
  const { id, personId, name, source, createdAt } = about
  return {
    ...{ id, personId, name, sourceSha256: source, createdAt },
    ...{ kind: 'bytes' as const, sha256, mime, width, height, bytes, thumbHash },
    converted: source !== sha256,
  }
}
