import type { Pixels } from './png.ts'

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

/** A picture by a rule for each pixel. */
export function paint(
  width: number,
  height: number,
  pixel: Pixel | ((x: number, y: number) => Pixel),
): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      data.set(typeof pixel === 'function' ? pixel(x, y) : pixel, (y * width + x) * 4)
  return { width, height, data }
}

const side = 512
/** Pixels in a unit of the drawing, which is 32 wide. */
const unit = side / 32
/** The lines of an envelope. */
const lines = [
  [7, 9, 25, 9],
  [25, 9, 25, 23],
  [25, 23, 7, 23],
  [7, 23, 7, 9],
  [7, 10, 16, 17.5],
  [16, 17.5, 25, 10],
] as const

/** What icons are made of without a logo: a white envelope on a rounded square of this colour. */
export function drawMark(hex: string): Pixels {
  const colour = Buffer.from(hex, 'hex')
  return paint(side, side, (column, row) => {
    const [x, y] = [(column + 0.5) / unit, (row + 0.5) / unit]
    const white = cover(1 - Math.min(...lines.map((line) => distance(x, y, line))))
    const corner = Math.hypot(Math.max(Math.abs(x - 16) - 9, 0), Math.max(Math.abs(y - 16) - 9, 0))
    const [red = 0, green = 0, blue = 0] = colour.map((value) => value + (255 - value) * white)
    return [red, green, blue, 255 * cover(7 - corner)]
  })
}

/** How much of a pixel is drawn that lies so far within an edge. */
const cover = (within: number): number => Math.min(1, Math.max(0, within * unit + 0.5))

function distance(x: number, y: number, [left, top, right, bottom]: (typeof lines)[number]): number {
  const [across, down] = [right - left, bottom - top]
  const along = ((x - left) * across + (y - top) * down) / (across ** 2 + down ** 2)
  const at = Math.min(1, Math.max(0, along))
  return Math.hypot(x - left - at * across, y - top - at * down)
}
