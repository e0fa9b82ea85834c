import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { CHANGES, EN, ZH } from './prompt-words.ts'
import type { Theme } from './themes.ts'

/** A prompt as somebody of a design team would write one: from a few words to a long paragraph, in English or Chinese. */
export function promptAbout(theme: Theme, random: Random): string {
  return random.chance(0.42) ? chinese(theme, random) : english(theme, random)
}

function english(theme: Theme, random: Random): string {
  const parts: string[] = [random.pick(theme.en)]
  if (random.chance(0.5)) parts[0] += ` ${random.pick(EN.place)}`
  if (random.chance(0.6)) parts[0] += ` ${random.pick(EN.light)}`
  if (random.chance(0.75)) parts.push(random.pick(EN.style))
  if (random.chance(0.45)) parts.push(random.pick(EN.colour))
  if (random.chance(0.4)) parts.push(random.pick(EN.frame))
  if (random.chance(0.25)) parts.push(random.pick(EN.purpose))
  const short = parts.join(', ')
  return random.chance(0.12) ? `${short}. ${sentences(EN.more, random).join(' ')}` : short
}

function chinese(theme: Theme, random: Random): string {
  const parts: string[] = [random.pick(theme.zh)]
  if (random.chance(0.4)) parts.unshift(random.pick(ZH.place))
  if (random.chance(0.6)) parts.push(random.pick(ZH.light))
  if (random.chance(0.75)) parts.push(random.pick(ZH.style))
  if (random.chance(0.45)) parts.push(random.pick(ZH.colour))
  if (random.chance(0.4)) parts.push(random.pick(ZH.frame))
  if (random.chance(0.25)) parts.push(random.pick(ZH.purpose))
  const short = parts.join('，')
  return random.chance(0.12) ? `${short}。${sentences(ZH.more, random).join('')}` : short
}

function sentences(from: readonly string[], random: Random): string[] {
  return random.shuffle(from).slice(0, random.int(2, from.length))
}

/** The prompt of somebody who goes on from another. */
export function changedPrompt(prompt: string, random: Random): string {
  return /\p{Script=Han}/u.test(prompt)
    ? `${prompt}，${random.pick(CHANGES.zh)}`
    : `${prompt}, ${random.pick(CHANGES.en)}`
}
