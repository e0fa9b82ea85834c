import { pixelsFor, type RatioChoice } from '#lib/models/catalogue.ts'

interface RatioShapeProps {
  ratio: RatioChoice
  /** Pixels of the box that it fits into. */
  box: number
}

/** A ratio drawn true: its sides are to scale, extreme ones included. Auto is a dashed square. */
export function RatioShape({ ratio, box }: RatioShapeProps) {
  const { width, height } = pixelsFor(ratio === 'auto' ? '1:1' : ratio, '1K')
  const scale = (box - 1.5) / Math.max(width, height)
  const [w, h] = [width * scale, height * scale]
  return (
    <svg width={box} height={box} aria-hidden="true" className="shrink-0">
      <rect
        x={(box - w) / 2}
        y={(box - h) / 2}
        width={w}
        height={h}
        rx="1.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={ratio === 'auto' ? '3 2.5' : undefined}
      />
    </svg>
  )
}
