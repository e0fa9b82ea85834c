import type { ReferenceRole } from '#lib/references/roles.ts'

/** How a role reads in what the model is sent; `the` says that no other reference has it. */
const LINES = {
  en: {
    subject: (n: number, the: boolean) => `Image ${n} is ${the ? 'the' : 'a'} subject: keep its identity.`,
    style: (n: number) => `Image ${n} is a style reference: take its style, not its content.`,
    product: (n: number, the: boolean) =>
      `Image ${n} is ${the ? 'the' : 'a'} product: keep its shape, colours and lettering.`,
    layout: (n: number) => `Image ${n} is a layout reference: take its composition, not its content.`,
  },
  zh: {
    subject: (n: number) => `图 ${n} 是主体：保持其身份特征。`,
    style: (n: number) => `图 ${n} 是风格参考：只取其风格，不取其内容。`,
    product: (n: number) => `图 ${n} 是产品：保持其外形、颜色和文字。`,
    layout: (n: number) => `图 ${n} 是版式参考：只取其构图，不取其内容。`,
  },
} as const satisfies Record<string, Record<ReferenceRole, (n: number, the: boolean) => string>>

/**
 * The language in which roles are told: the prompt's own, so that what is sent reads as one text and letters drawn into a
 * picture are not swayed towards another language. Chinese where it has Chinese characters and no Japanese ones.
 */
function languageOf(prompt: string): keyof typeof LINES {
  return /\p{Script=Han}/u.test(prompt) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(prompt)
    ? 'zh'
    : 'en'
}

export interface PromptParts {
  /** As the person wrote it. */
  prompt: string
  /** Of each reference, in the order the model sees them; one without a role is not mentioned. */
  roles?: readonly (ReferenceRole | null)[] | undefined
  /** Of the kit. */
  standingText?: string | undefined
}

/**
 * What the model is sent: a line for each reference with a role, numbered as the references are (so that `@2` in the
 * prompt and "Image 2" are the same picture), then the prompt as it was written, then the kit's standing text.
 *
 * @returns `null` where nothing is added: the prompt is then sent as it is
 */
export function composePrompt({ prompt, roles = [], standingText = '' }: PromptParts): string | null {
  const lines = LINES[languageOf(prompt)]
  const told = roles.flatMap((role, place) => {
    if (role === null) return []
    const alone = roles.filter((other) => other === role).length === 1
    return [lines[role](place + 1, alone)]
  })
  const standing = standingText.trim()
  if (told.length === 0 && standing === '') return null
  return [told.join('\n'), prompt, standing].filter((part) => part !== '').join('\n\n')
}
