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
  ...DEFAULT_FORM,
  prompt: '一只猫\nsecond line',
  referenceIds: ['5f0c2d57-8d4b-4a9e-9a53-0c5d2b1f7a10'],
}

describe('the draft', () => {
  it('survives', () => {
    const storage = new MemoryStorage()
    expect(readDraft(storage)).toBeNull()
    writeDraft(storage, DRAFT)
    expect(readDraft(storage)).toEqual(DRAFT)
  })

  it('of another time or hand is no draft', () => {
    for (const text of ['{', '[]', '{"prompt":7}', JSON.stringify({ ...DRAFT, tier: '16K' })]) {
      expect(readDraft({ getItem: () => text })).toBeNull()
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
