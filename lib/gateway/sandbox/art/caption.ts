import 'server-only'
import { setLine, setParagraph } from '#lib/typeset/typeset.ts'
import { mix } from './colour.ts'
import { type Drawing, n, rect, type Scene, shape } from './drawing.ts'

/**
 * The prompt in small type and the mark that says no model made this picture, over a shade at the bottom that keeps both
 * legible on any composition.
 */
export async function drawCaption(scene: Scene, drawing: Drawing, prompt: string): Promise<void> {
  const { width, height, palette } = scene
  const narrow = width < 620
  const margin = Math.max(18, Math.min(width, height) * 0.036)
  const fontSize = narrow ? 13 : 15
  const paper = '#fffdf8'
  const shade = mix(palette.ramp[5], '#0b0a10', 0.55)

  const mark = await setLine('SANDBOX', { fontSize: fontSize * 0.8, tracking: 0.2 })
  const note = await setLine('not a model', { fontSize: fontSize * 0.8, tracking: 0.02 })
  const padding = fontSize * 0.62
  const pillHeight = fontSize * 1.75
  const pillWidth = mark.width - fontSize * 0.16 + padding * 2
  const gap = fontSize * 0.6
  const markWidth = pillWidth + gap + note.width
  const room = narrow ? width - margin * 2 : width - margin * 2 - markWidth - margin
  const lines = await setParagraph(prompt, { fontSize }, room, narrow ? 3 : 2)

  const lineHeight = fontSize * 1.45
  const bottom = height - margin
  const blockHeight = Math.max(pillHeight, lines.length * lineHeight) + (narrow ? pillHeight + gap : 0)
  const shadeTop = Math.max(0, bottom - blockHeight - margin * 2.4)
  drawing.crisp(
    rect(
      0,
      shadeTop,
      width,
      height - shadeTop,
      drawing.linear(
        [0, shadeTop],
        [0, height],
        [
          [0, shade, 0],
          [0.35, shade, 0.34],
          [0.66, shade, 0.72],
          [1, shade, 0.86],
        ],
      ),
    ),
  )

  const baseline = bottom - fontSize * 0.32
  lines.forEach((line, index) => {
    const y = baseline - (lines.length - 1 - index) * lineHeight
    drawing.crisp(shape(line.at(margin, y), paper, 0.94))
  })

  const pillX = narrow ? margin : width - margin - markWidth
  const pillY = narrow
    ? bottom - lines.length * lineHeight - gap - pillHeight
    : bottom - pillHeight + fontSize * 0.28
  const markBase = pillY + pillHeight / 2 + fontSize * 0.29
  drawing.crisp(
    `<rect x="${n(pillX)}" y="${n(pillY)}" width="${n(pillWidth)}" height="${n(pillHeight)}" rx="${n(pillHeight / 2)}" fill="${paper}" fill-opacity="0.94"/>`,
    shape(mark.at(pillX + padding, markBase), shade),
    shape(note.at(pillX + pillWidth + gap, markBase), paper, 0.94),
  )
}
