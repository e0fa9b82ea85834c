import 'server-only'
import { createHash } from 'node:crypto'

/** A deterministic source of numbers: the same key gives the same sequence on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** In [min, max). */
  range(min: number, max: number): number
  /** A whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  shuffle<T>(items: readonly T[]): T[]
  /** An independent source, so that a change in one part of a picture leaves the others as they were. */
  fork(name: string): Random
}

/** sfc32 seeded with the SHA-256 of a key. */
export function createRandom(key: string): Random {
  const seed = createHash('sha256').update(key).digest()
  let a = seed.readUInt32LE(0)
  let b = seed.readUInt32LE(4)
  let c = seed.readUInt32LE(8)
  let counter = seed.readUInt32LE(12)
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let round = 0; round < 12; round++) next()

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    range: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    shuffle: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((left, right) => left.at - right.at)
        .map(({ item }) => item),
    fork: (name) => createRandom(`${key}/${name}`),
  }
}

/** Smooth noise along a line: octaves of value noise, in about [-1, 1]. */
export function createNoise(random: Random, octaves: number): (x: number) => number {
  const tables = Array.from({ length: octaves }, () =>
    Float64Array.from({ length: 256 }, () => random.next() * 2 - 1),
  )
  const value = (table: Float64Array, x: number) => {
    const cell = Math.floor(x)
    const t = x - cell
    const left = table[cell & 255] ?? 0
    const right = table[(cell + 1) & 255] ?? 0
    const eased = t * t * (3 - 2 * t)
    return left + (right - left) * eased
  }
  return (x) => {
    let sum = 0
    let amplitude = 1
    let total = 0
    let frequency = 1
    for (const table of tables) {
      sum += value(table, x * frequency) * amplitude
      total += amplitude
      amplitude *= 0.5
      frequency *= 2.03
    }
    return sum / total
  }
}
