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

export type Motif =
  | 'sea'
  | 'peaks'
  | 'dunes'
  | 'trees'
  | 'banana'
  | 'flowers'
  | 'cloth'
  | 'lanterns'
  | 'kite'
  | 'terraces'

/** What the words of a prompt ask for, as far as the sandbox understands any. */
export interface Subject {
  family: FamilyName
  palette: Palette
  motifs: ReadonlySet<Motif>
}

interface Theme {
  words: RegExp
  family: FamilyName
  /** Its colours, unless the prompt names others. */
  palette?: PaletteName
}

/** What a picture is of. English words match from their beginning ("mountains"), Chinese ones anywhere. The first wins. */
const THEMES: readonly Theme[] = [
  { words: /\blantern|night market|灯笼|夜市/i, family: 'poster' },
  { words: /\bbanana|香蕉/i, family: 'still-life', palette: 'banana' },
  {
    words: /\b(planet|outer space|cosm|galax|orbit|stars\b|saturn|moons)|太空|宇宙|行星|星球|星系/i,
    family: 'orbital',
  },
  {
    words: /\b(skyline|city|cities|streets|skyscraper|neon|downtown)|城市|都市|街道|霓虹|天际线/i,
    family: 'skyline',
  },
  {
    words: /\b(fruit|still life|pears?\b|lemon|apple|oranges|bowl|vase)|水果|静物|梨|柠檬|橙子|苹果|花瓶/i,
    family: 'still-life',
  },
  {
    words: /\b(stairs|arch(es)?\b|architect|courtyard|villa|palace|colonnade)|建筑|楼梯|拱门|拱廊|庭院|宫/i,
    family: 'arches',
  },
  {
    words: /\b(seas?\b|seaside|ocean|waves?\b|beach|coast|lake|island)|海|湖|岛/i,
    family: 'landscape',
    palette: 'ocean',
  },
  { words: /\b(flower|bloom|blossom|bouquet|peon)|花/i, family: 'botanical' },
  {
    words: /\b(leaf|leaves|plants?\b|garden|botan|jungle|fern|tropic)|叶|植物|丛林|热带/i,
    family: 'botanical',
    palette: 'forest',
  },
  { words: /\b(forest|trees|woodland|pine)|森林|树林|松/i, family: 'landscape', palette: 'forest' },
  { words: /\b(desert|dune|sahara)|沙漠|沙丘/i, family: 'landscape', palette: 'desert' },
  {
    words: /\b(mountain|peak|valley|hill|alps|landscape|terrace|fields)|山|峰|谷|风景|梯田|田野/i,
    family: 'landscape',
  },
  {
    words: /\b(silk|ribbon|flowing|fabric|liquid|abstract|music|smoke)|丝绸|绸缎|流动|抽象|音乐|烟/i,
    family: 'ribbons',
  },
  {
    words:
      /\b(poster|bauhaus|geometr|graphic|brand|logo|key visual|pattern|minimal)|海报|几何|品牌|主视觉|图案|极简/i,
    family: 'poster',
  },
  {
    words: /\b(dream|fog|mist|calm|gradient|aurora|glow|silence|meditat)|梦|雾|宁静|渐变|极光|冥想/i,
    family: 'colour-field',
  },
  { words: /\b(room|interior|house|product|podium)|室内|房间|产品/i, family: 'arches' },
  { words: /\b(sunset|sunrise|dusk|dawn)|日落|夕阳|黄昏|晚霞|日出|朝霞/i, family: 'landscape' },
  { words: /\b(night|midnight)|夜/i, family: 'skyline' },
]

/** Words for light and colour. The first wins, over a theme's own colours too. */
const TONES: readonly (readonly [RegExp, PaletteName])[] = [
  [/\b(sunset|sunrise|dusk|dawn|golden hour)|日落|夕阳|黄昏|晚霞|日出|清晨|朝霞/i, 'sunset'],
  [/\b(night|midnight|moonl|starr)|夜|月光|星空/i, 'night'],
  [/\b(snow|winter|ic[ey]\b|white)|雪|冬|冰|白色/i, 'snow'],
  [/\b(autumn|rose|crimson|red\b)|红|玫瑰|秋/i, 'rose'],
  [/\b(yellow|gold)|黄|金色/i, 'banana'],
  [/\b(purple|violet|lavender|lilac)|紫|薰衣草/i, 'lavender'],
  [/\b(mint|green|spring|jade)|绿|春|薄荷|翡翠/i, 'mint'],
  [/\b(blue|azure|navy)|蓝/i, 'ocean'],
  [/\b(orange|terracotta|earthy|clay)|橙|陶土/i, 'desert'],
  [/\b(ink|monochrome|charcoal|black)|墨|黑/i, 'ink'],
]

const MOTIFS: readonly (readonly [RegExp, Motif])[] = [
  [/\bbanana|香蕉/i, 'banana'],
  [/\b(linen|cloth)|亚麻|桌布/i, 'cloth'],
  [/\b(seas?\b|seaside|ocean|waves?\b|beach|coast|lake|island)|海|湖|岛/i, 'sea'],
  [/\b(mountain|peak|alps)|山|峰/i, 'peaks'],
  [/\b(desert|dune)|沙/i, 'dunes'],
  [/\b(forest|trees|woodland|pine)|森林|树|松/i, 'trees'],
  [/\bterrace|梯田/i, 'terraces'],
  [/\bkite|风筝/i, 'kite'],
  [/\b(flower|bloom|blossom|bouquet|peon)|花/i, 'flowers'],
  [/\blantern|night market|灯笼|夜市/i, 'lanterns'],
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
  const theme = THEMES.find(({ words }) => words.test(prompt))
  const family = theme?.family ?? random.pick(FAMILIES)
  const named = TONES.find(([words]) => words.test(prompt))?.[1] ?? theme?.palette
  const suited = SUITED[family]
  const name = named ?? (suited === undefined ? null : random.pick(suited))
  return {
    family,
    palette: name === null ? anyPalette(random) : curatedPalette(name),
    motifs: new Set(MOTIFS.flatMap(([words, motif]) => (words.test(prompt) ? [motif] : []))),
  }
}
