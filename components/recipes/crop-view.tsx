import type { Size } from '#lib/models/catalogue.ts'
import { cropFor } from '#lib/models/use-cases.ts'

interface CropViewProps {
  picture: Size
  target: Size
  /** Where the cut lies, 0 to 1. */
  at?: number
  /** Pixels of the box that it fits into. */
  box: number
  /** The picture itself, where there is one to show. */
  src?: string
}

/** What a size keeps of a picture: its shape drawn true, and what is cut off it dimmed. */
export function CropView({ picture, target, at = 0.5, box, src }: CropViewProps) {
  const scale = box / Math.max(picture.width, picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  const crop = cropFor(target, picture, at)
  const kept = {
    x: crop.left * width,
    y: crop.top * height,
    width: crop.width * width,
    height: crop.height * height,
  }
  const outside = `M0 0h${width}v${height}h${-width}z M${kept.x} ${kept.y}v${kept.height}h${kept.width}v${-kept.height}z`
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="shrink-0"
    >
      {src ? (
        <image href={src} width={width} height={height} preserveAspectRatio="none" />
      ) : (
        <rect width={width} height={height} className="fill-sunk" />
      )}
      <path d={outside} fillRule="evenodd" className={src ? 'fill-scrim' : 'fill-line'} />
      <rect {...kept} fill="none" strokeWidth="2" className="stroke-accent" />
    </svg>
  )
}
