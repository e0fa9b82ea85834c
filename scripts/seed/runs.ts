import { createHash } from 'node:crypto'
import type { generations } from '#lib/db/schema/schema.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import type { Derivation } from '#lib/generations/derivations.ts'
import { differsFromAsked, expectedSize } from '#lib/generations/expected-size.ts'
import { requestHash } from '#lib/generations/new-run.ts'
import { estimatePriceMicroUsd, MODELS, type ModelProfile, type RatioChoice } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES, type ReferenceRole } from '#lib/references/roles.ts'
import { type Batch, emptyBatch } from './batch.ts'
import type { SeedFile } from './files.ts'
import type { SeedKit } from './kits.ts'
import { markPicture, tagsOf } from './marks.ts'
import { addPicture } from './pictures.ts'
import type { Outcome } from './plan.ts'
import { changedPrompt, promptAbout } from './prompts.ts'
import { referenceRow } from './reference-row.ts'
import { pickWeighted, uuidOf, vectorOf } from './rows.ts'
import type { Maker } from './team.ts'

/** A run that others may go on from. */
interface PastRun {
  makerId: string
  private: boolean
  prompt: string
  /** Of its first picture that is there. */
  imageId: string
  file: SeedFile
}

/** So many of the last runs are gone on from. */
const REMEMBERED = 2_000
const RUN_TEMPERATURES = [0.4, 0.7, 1.2, 1.6] as const

interface Cast {
  makers: readonly Maker[]
  files: readonly SeedFile[]
  kits: readonly SeedKit[]
  random: Random
}

/** Makes the rows of run after run, each of which may go on from earlier ones. */
export class RunMaker {
  readonly #cast: Cast
  readonly #random: Random
  readonly #past: PastRun[] = []
  /** Ids of references by person and source: the same picture is one reference of a person. */
  readonly #references = new Map<string, string>()
  batch: Batch = emptyBatch()

  constructor(cast: Cast) {
    this.#cast = cast
    this.#random = cast.random
  }

  /** What was made since the last call. */
  take(): Batch {
    const { batch } = this
    this.batch = emptyBatch()
    return batch
  }

  add(at: Date, outcomes: readonly Outcome[], until: Date): void {
    const random = this.#random
    const maker = this.#makerAt(at)
    const kit = this.#kitAt(at)
    const parent = random.chance(0.16) ? this.#parentFor(maker) : null
    const derivation = parent ? this.#derivation(parent) : null
    const file = this.#fileAfter(parent, derivation)
    const prompt = promptOf(parent, derivation, file, random)
    const id = uuidOf(random)
    const isPrivate = random.chance(0.06)

    const used: { id: string; role: ReferenceRole | null }[] = []
    if (kit) used.push(...kit.references)
    else if (parent && derivation === null) used.push(this.#reference(parent.file, maker, at, 'picture'))
    if (!kit && random.chance(0.1)) {
      for (let count = random.int(1, 3); count > 0; count--) {
        used.push(this.#reference(this.#referenceFile(), maker, at, 'upload'))
      }
    }
    const row = this.#generation({ id, maker, at, prompt, file, outcomes, isPrivate, used, kit })
    Object.assign(row, derivation && parent ? { parentImageId: parent.imageId, derivation } : {})
    this.batch.generations.push(row)
    used.forEach((reference, position) => {
      const { id: referenceId, role } = reference
      this.batch.generationReferences.push({ generationId: id, position, referenceId, role })
    })

    const tags = tagsOf(file.theme, random)
    const files = this.#filesBeside(file, outcomes.length)
    const mismatchOf = (one: SeedFile) =>
      differsFromAsked(
        { ratio: row.ratio as RatioChoice, tier: one.tier },
        { width: row.expectedWidth, height: row.expectedHeight },
        one,
      )
    outcomes.forEach((outcome, index) => {
      const one = files[index] ?? file
      const image = addPicture(this.batch, {
        ...{ run: row, index, outcome, file: one, mismatch: mismatchOf(one), until, random },
        marks: markPicture(tags, random),
      })
      if (image.status !== 'succeeded' || image.deletedAt) return
      this.batch.made.push({ id: image.id, file: one, at: image.madeAt ?? at, shared: !isPrivate })
      if (this.#past.at(-1)?.prompt !== prompt) {
        const { id: imageId } = image
        this.#past.push({ makerId: maker.id, private: isPrivate, prompt, imageId, file: one })
      }
    })
    if (this.#past.length > REMEMBERED * 2) this.#past.splice(0, REMEMBERED)
  }

  #makerAt(at: Date): Maker {
    const there = this.#cast.makers.filter(({ from, to }) => from <= at && at < to)
    return pickWeighted(there, ({ weight }) => weight, this.#random)
  }

  #kitAt(at: Date): SeedKit | null {
    if (!this.#random.chance(0.04)) return null
    const made = this.#cast.kits.filter(({ from }) => from <= at)
    return made[this.#random.int(0, made.length - 1)] ?? null
  }

  #parentFor(maker: Maker): PastRun | null {
    const from = Math.max(0, this.#past.length - REMEMBERED)
    const run = this.#past[this.#random.int(from, this.#past.length - 1)]
    return run && (!run.private || run.makerId === maker.id) ? run : null
  }

  /** `null` uses the picture itself, as a reference. */
  #derivation(parent: PastRun): Derivation | null {
    if (parent.file.isReference && this.#random.chance(0.8)) return null
    const at = this.#random.next()
    return at < 0.5 ? 'branch' : at < 0.8 ? 'resize' : 'reuse'
  }

  #fileAfter(parent: PastRun | null, derivation: Derivation | null): SeedFile {
    const { files } = this.#cast
    const any = () => files[this.#random.int(0, files.length - 1)]
    const fit = files.filter(({ theme, ratio, tier }) =>
      derivation === 'resize'
        ? ratio === parent?.file.ratio && tier !== parent.file.tier
        : theme === parent?.file.theme,
    )
    const file = (parent && fit[this.#random.int(0, fit.length - 1)]) ?? any()
    if (!file) throw new Error('there are no files to make runs of')
    return file
  }

  /** Pictures of one run have one shape and size; the first is `file`. */
  #filesBeside(file: SeedFile, count: number): SeedFile[] {
    const alike = this.#cast.files.filter(({ ratio, tier }) => ratio === file.ratio && tier === file.tier)
    return [file, ...this.#random.shuffle(alike.filter((one) => one !== file))].slice(0, count)
  }

  #referenceFile(): SeedFile {
    const kept = this.#cast.files.filter(({ isReference }) => isReference)
    return pickWeighted(kept, () => 1, this.#random)
  }

  /** The person's reference of a picture of the studio, or of an upload that was converted to the same bytes. */
  #reference(file: SeedFile, maker: Maker, at: Date, from: 'picture' | 'upload') {
    const role = this.#random.chance(0.5) ? this.#random.pick(REFERENCE_ROLES) : null
    const source =
      from === 'picture'
        ? file.sha256
        : createHash('sha256').update(`uploaded as HEIC/${file.sha256}`).digest('hex')
    const key = `${maker.id}/${source}`
    const known = this.#references.get(key)
    if (known) return { id: known, role }
    const id = uuidOf(this.#random)
    this.#references.set(key, id)
    const name = from === 'picture' ? file.theme.en[0] : `IMG_${this.#random.int(1000, 9999)}.heic`
    this.batch.references.push(referenceRow(file, { id, personId: maker.id, name, source, createdAt: at }))
    return { id, role }
  }

  #generation(run: {
    id: string
    maker: Maker
    at: Date
    prompt: string
    file: SeedFile
    outcomes: readonly Outcome[]
    isPrivate: boolean
    used: readonly { id: string; role: ReferenceRole | null }[]
    kit: SeedKit | null
  }): typeof generations.$inferInsert {
    const random = this.#random
    const { id, maker, at, prompt, file, used, kit } = run
    const model = modelFor(file, random)
    const temperature = random.chance(0.12) ? random.pick(RUN_TEMPERATURES) : null
    // Now and then the model answers 1K to somebody who asked for 4K.
    const tier = file.tier === '1K' && random.chance(0.01) ? '4K' : file.tier
    const ratio: RatioChoice = file.ratio === '1:1' && random.chance(0.25) ? 'auto' : file.ratio
    const expected = expectedSize({ model: model.id, ratio, tier }, null)
    const n = run.outcomes.length
    const source = random.chance(0.04) ? 'api' : 'studio'
    const referenceIds = used.map((reference) => reference.id)
    const roles = used.map((reference) => reference.role)
    const input = { id, prompt, model: model.id, ratio, tier, n, temperature, referenceIds, roles }
    return {
      id,
      personId: maker.id,
      source,
      prompt,
      sentPrompt: kit ? `${prompt}\n\n${kit.standingText}` : null,
      words: vectorOf(prompt),
      model: model.id,
      ratio,
      tier,
      n,
      temperature,
      expectedWidth: expected.width,
      expectedHeight: expected.height,
      estimatedPriceMicroUsd: estimatePriceMicroUsd(model.id, tier, n),
      sandbox: true,
      parentImageId: null,
      derivation: null,
      kitId: kit?.id ?? null,
      kitVersion: kit ? 1 : null,
      requestHash: requestHash({ ...input, private: run.isPrivate }, { source }),
      createdAt: at,
      changedAt: at,
      private: run.isPrivate,
    }
  }
}

function modelFor(file: SeedFile, random: Random): ModelProfile {
  const able = MODELS.filter(({ tiers, ratios }) => tiers.includes(file.tier) && ratios.includes(file.ratio))
  return pickWeighted(able, ({ id }) => (id === 'nano-banana-2' ? 3 : 2), random)
}

function promptOf(
  parent: PastRun | null,
  derivation: Derivation | null,
  file: SeedFile,
  random: Random,
): string {
  if (!parent) return promptAbout(file.theme, random)
  return derivation === 'resize' || derivation === 'reuse'
    ? parent.prompt
    : changedPrompt(parent.prompt, random)
}
