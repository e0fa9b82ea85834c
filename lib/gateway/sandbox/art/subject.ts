import 'server-only'
import { anyPalette, curatedPalette, type Palette, type PaletteName } from './palette.ts'
import type { Random } from './random.ts'

/** The kinds of composition the sandbox can draw. */
export const FAMILIES = [
  'landscape',
  'still-life',
  'poster',
  'ribbons',
  'botanical',
  'skyline',
  'colour-field',
  'orbital',
  'arches',
] as const
export type FamilyName = (typeof FAMILIES)[number]

export type Motif = 'sea' | 'peaks' | 'dunes' | 'trees' | 'banana' | 'flowers' | 'moon'

/** What the words of a prompt ask for, as far as the sandbox understands any. */
export interface Subject {
  family: FamilyName
  palette: Palette
  motifs: ReadonlySet<Motif>
}

interface Nudge {
  words: RegExp
  family?: FamilyName
  palette?: PaletteName
  motif?: Motif
}

/**
 * Words that steer a picture. English words match from their beginning ("sunsets"), Chinese ones anywhere. Where several
 * speak, the first in this list wins: concrete things before styles, styles before colours.
 */
const NUDGES: readonly Nudge[] = [
  { words: /\bbanana|香蕉/i, family: 'still-life', palette: 'banana', motif: 'banana' },
  {
    words: /\b(skyline|city|cities|street|tower|neon)|城市|都市|街|霓虹|天际线/i,
    family: 'skyline',
    palette: 'night',
  },
  {
    words: /\b(planet|space|cosmos|galax|orbit|star|saturn)|太空|宇宙|行星|星/i,
    family: 'orbital',
    palette: 'night',
  },
  { words: /\b(moon)|月/i, motif: 'moon' },
  {
    words: /\b(stairs?|arch|architect|house|villa|room|interior|courtyard)|建筑|楼梯|拱|房|室内|庭院/i,
    family: 'arches',
  },
  {
    words: /\b(fruit|still life|pear|lemon|orange|apple|table|bowl|vase)|水果|静物|梨|柠檬|橙|苹果|桌|花瓶/i,
    family: 'still-life',
  },
  {
    words: /\b(sea|ocean|wave|beach|coast|lake|island)|海|浪|湖|岛/i,
    family: 'landscape',
    palette: 'ocean',
    motif: 'sea',
  },
  { words: /\b(flower|bloom|bouquet|peon)|花/i, family: 'botanical', motif: 'flowers' },
  {
    words: /\b(leaf|leaves|plant|garden|botan|jungle|fern|tropic)|叶|植物|花园|丛林|热带/i,
    family: 'botanical',
    palette: 'forest',
  },
  {
    words: /\b(forest|tree|wood(s|land)|pine)|森林|树|松/i,
    family: 'landscape',
    palette: 'forest',
    motif: 'trees',
  },
  { words: /\b(desert|dune|sand|sahara)|沙/i, family: 'landscape', palette: 'desert', motif: 'dunes' },
  {
    words: /\b(mountain|peak|valley|hill|alps?|landscape|snow|winter|ice)|山|峰|谷|雪|冬|冰|风景/i,
    family: 'landscape',
    motif: 'peaks',
  },
  {
    words: /\b(silk|ribbon|flow|fabric|liquid|abstract|music|smoke)|丝|绸|缎|流动|抽象|音乐|烟/i,
    family: 'ribbons',
  },
  {
    words:
      /\b(poster|bauhaus|geometr|graphic|brand|logo|key visual|pattern|minimal)|海报|几何|品牌|主视觉|图案|极简/i,
    family: 'poster',
  },
  {
    words: /\b(dream|fog|mist|calm|gradient|aurora|glow|silence|field of colou?r)|梦|雾|宁静|渐变|极光|光晕/i,
    family: 'colour-field',
  },
  {
    words: /\b(sunset|sunrise|dusk|dawn|golden hour)|日落|夕阳|黄昏|晚霞|日出|朝霞/i,
    family: 'landscape',
    palette: 'sunset',
  },
  { words: /\b(night|midnight)|夜/i, palette: 'night', motif: 'moon' },
  { words: /\b(snow|winter|ice|white)|雪|冬|冰|白/i, palette: 'snow' },
  { words: /\b(yellow|gold)|黄|金/i, palette: 'banana' },
  { words: /\b(red|rose|crimson|autumn)|红|玫瑰|秋/i, palette: 'rose' },
  { words: /\b(purple|violet|lavender|lilac)|紫|薰衣草/i, palette: 'lavender' },
  { words: /\b(mint|green|spring|jade)|绿|春|薄荷|翡翠/i, palette: 'mint' },
  { words: /\b(blue|azure|navy)|蓝/i, palette: 'ocean' },
  { words: /\b(orange|terracotta|earth|clay)|橙|陶/i, palette: 'desert' },
  { words: /\b(ink|black|monochrome|charcoal)|墨|黑|水墨/i, palette: 'ink' },
]

/** Palettes that suit a family when the words name no colour. */
const SUITED: Partial<Record<FamilyName, readonly [PaletteName, ...PaletteName[]]>> = {
  landscape: ['sunset', 'ocean', 'snow', 'desert', 'lavender', 'forest'],
  'still-life': ['desert', 'mint', 'rose', 'banana', 'forest'],
  poster: ['poster', 'banana', 'rose', 'mint', 'ink'],
  skyline: ['night', 'sunset', 'lavender'],
  orbital: ['night', 'sunset', 'ocean', 'lavender'],
  arches: ['desert', 'rose', 'banana', 'mint', 'lavender'],
  botanical: ['forest', 'mint', 'rose', 'ocean', 'poster'],
  ribbons: ['sunset', 'ocean', 'lavender', 'rose', 'mint', 'banana'],
}

/**
 * Reads the prompt. The family follows the words alone, so that the pictures of one run are takes on one idea; what the
 * words leave open is drawn from `random`, which should depend on the prompt only.
 */
export function readSubject(prompt: string, random: Random): Subject {
  const heard = NUDGES.filter(({ words }) => words.test(prompt))
  const family = heard.find((nudge) => nudge.family)?.family ?? random.pick(FAMILIES)
  const named = heard.find((nudge) => nudge.palette)?.palette
  const suited = SUITED[family]
  const palette =
    named !== undefined
      ? curatedPalette(named)
      : suited !== undefined
        ? curatedPalette(random.pick(suited))
        : anyPalette(random)
  return { family, palette, motifs: new Set(heard.flatMap(({ motif }) => motif ?? [])) }
}
