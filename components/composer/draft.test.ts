import { describe, expect, it } from 'vitest'
import { readDraft, writeDraft } from './draft.ts'
import { DEFAULT_FORM } from './form.ts'

class MemoryStorage {
  private values = new Map<string, string>()
  getItem(key: string) {
    return this.values.get(key) ?? null
  }
  setItem(key: string, value: string) {
    this.values.set(key, value)
  }
}

const DRAFT = {
  form: {
    ...DEFAULT_FORM,
    prompt: '一只猫\nsecond line & more',
    ratio: '16:9',
    n: 4,
    temperature: 0.5,
  } as const,
  referenceIds: ['5f0c2d57-8d4b-4a9e-9a53-0c5d2b1f7a10'],
}

describe('the draft', () => {
  it('survives', () => {
    const storage = new MemoryStorage()
    expect(readDraft(storage)).toBeNull()
    writeDraft(storage, DRAFT)
    expect(readDraft(storage)).toEqual(DRAFT)
  })

  it('keeps a prompt that is too long for an address', () => {
    const storage = new MemoryStorage()
    const long = { ...DRAFT, form: { ...DRAFT.form, prompt: '画'.repeat(10_000) } }
    writeDraft(storage, long)
    expect(readDraft(storage)).toEqual(long)
  })

  it('of another time or hand is an empty one', () => {
    for (const text of ['{', '[]', '{"prompt":7}', 'size=16K&n=0&refs=x']) {
      expect(readDraft({ getItem: () => text })).toEqual({ form: DEFAULT_FORM, referenceIds: [] })
    }
  })

  it('costs nothing but itself where storage is full', () => {
    const full = {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => writeDraft(full, DRAFT)).not.toThrow()
  })
})
