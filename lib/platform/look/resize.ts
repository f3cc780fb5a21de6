import type { Pixels } from './png.ts'

/** Scales by the mean of the area under each pixel, weighted by alpha, so that clear pixels add no colour. */
export function resize({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  if (width === toWidth && height === toHeight) return { width, height, data }
  const [across, down] = [spansOf(width, toWidth), spansOf(height, toHeight)]
  const to = new Uint8Array(toWidth * toHeight * 4)
  for (const [y, rows] of down.entries()) {
    for (const [x, columns] of across.entries()) {
      let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0]
      for (const [row, tall] of rows) {
        for (const [column, wide] of columns) {
          const at = (row * width + column) * 4
          const weight = tall * wide * (data[at + 3] ?? 0)
          red += weight * (data[at] ?? 0)
          green += weight * (data[at + 1] ?? 0)
          blue += weight * (data[at + 2] ?? 0)
          alpha += weight
          area += tall * wide
        }
      }
      if (alpha > 0)
        to.set(
          [red / alpha, green / alpha, blue / alpha, alpha / area].map(Math.round),
          (y * toWidth + x) * 4,
        )
    }
  }
  return { width: toWidth, height: toHeight, data: to }
}

/** For each new place, the old places under it and how much of each. */
function spansOf(from: number, to: number): [place: number, share: number][][] {
  return Array.from({ length: to }, (_, place) => {
    const [begin, end] = [(place * from) / to, ((place + 1) * from) / to]
    const first = Math.floor(begin)
    const last = Math.min(from - 1, Math.max(first, Math.ceil(end - 1e-9) - 1))
    return Array.from({ length: last - first + 1 }, (_, step): [number, number] => {
      const at = first + step
      return [at, Math.max(1e-9, Math.min(end, at + 1) - Math.max(begin, at))]
    })
  })
}

/** The largest size within a box that keeps the shape. */
export function fitSize(picture: { width: number; height: number }, box: { width: number; height: number }) {
  const scale = Math.min(box.width / picture.width, box.height / picture.height)
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(picture.width), height: side(picture.height) }
}

/** Scales down into a box; a smaller picture stays. */
export function shrinkInto(picture: Pixels, box: { width: number; height: number }): Pixels {
  if (picture.width <= box.width && picture.height <= box.height) return picture
  const { width, height } = fitSize(picture, box)
  return resize(picture, width, height)
}

/** A square with the picture in its middle. `filled`: the share of its side; `ground`: white instead of clear. */
export function centre(
  picture: Pixels,
  side: number,
  { filled, ground }: { filled: number; ground: boolean },
): Pixels {
  const inner = fitSize(picture, { width: Math.round(side * filled), height: Math.round(side * filled) })
  const { data } = resize(picture, inner.width, inner.height)
  const to = new Uint8Array(side * side * 4).fill(ground ? 255 : 0)
  const [left, top] = [Math.floor((side - inner.width) / 2), Math.floor((side - inner.height) / 2)]
  for (let y = 0; y < inner.height; y += 1) {
    for (let x = 0; x < inner.width; x += 1) {
      const from = (y * inner.width + x) * 4
      const pixel = data.subarray(from, from + 4)
      to.set(ground ? blendOnWhite(pixel) : pixel, ((top + y) * side + left + x) * 4)
    }
  }
  return { width: side, height: side, data: to }
}

function blendOnWhite([red = 0, green = 0, blue = 0, alpha = 0]: Uint8Array): number[] {
  return [...[red, green, blue].map((value) => Math.round(255 + ((value - 255) * alpha) / 255)), 255]
}
