import { encode } from 'uqr'

/** A square of modules with its quiet zone, as the standard wants it: four modules of white. */
export interface QrCode {
  size: number
  data: readonly (readonly boolean[])[]
}

/** The code of an address; a phone reads it with a seventh of it damaged. */
export function qrOf(address: string): QrCode {
  const { size, data } = encode(address, { ecc: 'M', border: 4 })
  return { size, data }
}

/** All dark modules as one SVG path, a unit each; neighbours in a row are one rectangle. */
export function qrPath({ data }: QrCode): string {
  let path = ''
  for (const [y, row] of data.entries()) {
    let x = 0
    while (x < row.length) {
      if (!row[x]) {
        x++
        continue
      }
      let end = x
      while (row[end]) end++
      path += `M${x} ${y}h${end - x}v1h${x - end}z`
      x = end
    }
  }
  return path
}

/** The code as a file of its own. */
export function qrSvg(code: QrCode): Blob {
  const { size } = code
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${qrPath(code)}"/></svg>\n`
  return new Blob([text], { type: 'image/svg+xml' })
}

/** Pixels that the PNG has at least on a side: sharp on a poster of a hand's breadth. */
const PNG_MIN_PIXELS = 1_024

/** The code as a PNG of whole pixels to a module. */
export async function qrPng({ size, data }: QrCode): Promise<Blob> {
  const scale = Math.ceil(PNG_MIN_PIXELS / size)
  const canvas = document.createElement('canvas')
  canvas.width = size * scale
  canvas.height = size * scale
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas in this browser')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  for (const [y, row] of data.entries()) {
    for (const [x, dark] of row.entries()) {
      if (dark) context.fillRect(x * scale, y * scale, scale, scale)
    }
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no PNG'))), 'image/png')
  })
}
