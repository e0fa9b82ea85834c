import { describe, expect, it } from 'vitest'
import { type Draft, readDraft, writeDraft } from './draft.ts'
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
    private: false,
    kit: { id: 'b3b0a2c4-5d6e-4f70-8a9b-0c1d2e3f4a5b', version: 3 },
  } as const,
  referenceIds: ['5f0c2d57-8d4b-4a9e-9a53-0c5d2b1f7a10', '0a1b2c3d-8d4b-4a9e-9a53-0c5d2b1f7a10'],
  roles: [null, 'style'] satisfies Draft['roles'],
}

describe('the draft', () => {
  it('survives', () => {
    const storage = new MemoryStorage()
    expect(readDraft(storage, false)).toBeNull()
    writeDraft(storage, DRAFT, false)
    expect(readDraft(storage, false)).toEqual(DRAFT)
  })

  it('keeps a prompt that is too long for an address', () => {
    const storage = new MemoryStorage()
    const long = { ...DRAFT, form: { ...DRAFT.form, prompt: '画'.repeat(10_000) } }
    writeDraft(storage, long, false)
    expect(readDraft(storage, false)).toEqual(long)
  })

  it('remembers who may see the run where that is not as usual, and else follows what is usual', () => {
    const kept = (isPrivate: boolean, usual: boolean, usualLater: boolean) => {
      const storage = new MemoryStorage()
      writeDraft(storage, { ...DRAFT, form: { ...DRAFT.form, private: isPrivate } }, usual)
      return readDraft(storage, usualLater)?.form.private
    }
    expect(kept(true, false, false)).toBe(true)
    expect(kept(false, true, true)).toBe(false)
    expect(kept(false, false, true)).toBe(true)
    expect(kept(true, true, false)).toBe(false)
  })

  it('of another time or hand is an empty one', () => {
    for (const text of ['{', '[]', '{"prompt":7}', 'size=16K&n=0&refs=x']) {
      expect(readDraft({ getItem: () => text }, false)).toEqual({
        form: { ...DEFAULT_FORM, private: false },
        referenceIds: [],
        roles: [],
      })
    }
  })

  it('costs nothing but itself where storage is full', () => {
    const full = {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => writeDraft(full, DRAFT, false)).not.toThrow()
  })
})
