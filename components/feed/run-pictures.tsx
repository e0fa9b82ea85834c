import { type CSSProperties, Fragment } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import type { Size } from '#lib/models/catalogue.ts'
import { PictureTile } from './picture-tile.tsx'
import { rowBreaks } from './row-breaks.ts'
import css from './tile.module.css'
import { FailedTile, WaitingTile } from './unfinished-tiles.ts'

/** No picture of the feed is drawn higher, so that a run leaves room for the next. */
const MAX_HEIGHT = 400

/** While the code of a tile is on its way. */
const NOT_YET = <div className="absolute inset-0 bg-sunk" />

function shapeOf(image: ImageDto): Size {
  return image.asset ?? image.expected
}

/** How wide a picture is drawn, as `img.sizes`: its part of its row, within the room beside rail and facts. */
function sizesOf(ratio: number, columns: { narrow: number; wide: number }, pictures: number): string {
  const part = (each: number) => (1 / (each === 1 ? pictures : each)).toFixed(3)
  const most = Math.round(MAX_HEIGHT * ratio)
  return [
    `(width < 640px) min(${most}px, (100vw - 32px) * ${part(columns.narrow)})`,
    `(width < 900px) min(${most}px, (100vw - 104px) * ${part(columns.narrow)})`,
    `(width < 1200px) min(${most}px, (100vw - 384px) * ${part(columns.narrow)})`,
    `min(${most}px, (100vw - 384px) * ${part(columns.wide)})`,
  ].join(', ')
}

interface TileProps {
  image: ImageDto
  generation: GenerationDto
  sizes: string
  eager: boolean
}

/** One picture of a run, in whatever state it is; fills the place that it is given. */
export function Tile({ image, generation, sizes, eager }: TileProps) {
  switch (image.status) {
    case 'queued':
    case 'running':
      return <WaitingTile image={image} generation={generation} fallback={NOT_YET} />
    case 'succeeded':
      return image.asset ? (
        <PictureTile image={image} asset={image.asset} generation={generation} sizes={sizes} eager={eager} />
      ) : null
    default:
      return <FailedTile image={image} generation={generation} fallback={NOT_YET} />
  }
}

/** A run's pictures at equal height in their true shapes; their places are there before they are. */
export function RunPictures({ generation, eager }: { generation: GenerationDto; eager: boolean }) {
  const shapes = generation.images.map(shapeOf)
  const { before, columns } = rowBreaks(shapes)
  return (
    <ul className="flex flex-wrap items-start gap-x-1 gap-y-0.5">
      {generation.images.map((image, place) => {
        const { width, height } = shapes[place] ?? image.expected
        const ratio = width / height
        const ends = before[place]
        const style: CSSProperties & Record<`--${string}`, string | number> = {
          aspectRatio: ratio,
          flex: `${ratio} 1 0`,
          '--widest': `${MAX_HEIGHT * ratio}px`,
          '--columns-narrow': columns.narrow,
          '--columns-wide': columns.wide,
        }
        return (
          <Fragment key={image.index}>
            {ends && (ends.narrow || ends.wide) && (
              <li
                aria-hidden
                className={cx(css.break, ends.narrow && css.narrowBreak, ends.wide && css.wideBreak)}
              />
            )}
            <li
              className={cx(css.tile, 'group/tile relative min-w-0 overflow-hidden rounded-picture')}
              style={style}
            >
              <Tile
                image={image}
                generation={generation}
                sizes={sizesOf(ratio, columns, generation.images.length)}
                eager={eager}
              />
            </li>
          </Fragment>
        )
      })}
    </ul>
  )
}
