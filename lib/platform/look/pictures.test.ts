import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunk, disc, discFile, pixelOf, pngOf } from '#/tests/pictures.ts'
import { type BrandIconName, drawIcon } from './icons.ts'
import { logoOf, logoPattern } from './logo.ts'
import { drawMark, paint } from './mark.ts'
import { decodePng, encodePng, type Pixels, pictureLimits } from './png.ts'
import { centre, resize } from './resize.ts'
import { storedLimits, storeLogo } from './store-logo.ts'
import { maxSvgBytes, storeSvg } from './svg.ts'

const decoded = (file: Buffer): Pixels => {
  const picture = decodePng(file)
  if (typeof picture === 'string') throw new Error(picture)
  return picture
}

describe('an uploaded PNG', () => {
  test('is decoded, and encoded again with its pixels only', () => {
    const text = chunk('tEXt', Buffer.from('secret'))
    const again = encodePng(decoded(Buffer.concat([discFile.subarray(0, 33), text, discFile.subarray(33)])))
    expect(again.includes('secret')).toBe(false)
    expect(decoded(again)).toEqual({ ...disc, data: Buffer.from(disc.data) })
  })

  /** Whose second head, before the end, takes the bytes of the first one's pixels for many more. */
  const twoHeads = () => {
    const file = pngOf({ width: 256, height: 256 }, Buffer.alloc(1025 * 256))
    const second = pngOf({ width: 8192, height: 256, depth: 1, type: 0 }, Buffer.alloc(0)).subarray(8, 33)
    return Buffer.concat([file.subarray(0, -12), second, file.subarray(-12)])
  }
  const huge = Buffer.alloc(64 * 1024 * 1024)
  test.each<[string, Buffer, string]>([
    ['another file', Buffer.from('GIF89a, and so on for more than 33 bytes'), 'picture-type'],
    ['nothing', Buffer.alloc(0), 'picture-type'],
    ['too many bytes', Buffer.concat([discFile, Buffer.alloc(pictureLimits.bytes)]), 'picture-large'],
    ['too many pixels', pngOf({ width: 1025, height: 1025 }, Buffer.alloc(8)), 'picture-pixels'],
    ['a side too long', pngOf({ width: 100_000, height: 1 }, Buffer.alloc(8)), 'picture-pixels'],
    ['too few pixels', pngOf({ width: 255, height: 16 }, Buffer.alloc(16 * 1021)), 'picture-small'],
    ['no pixels', pngOf({ width: 256, height: 256 }, Buffer.alloc(8)), 'picture-broken'],
    ['more pixels than it says', pngOf({ width: 256, height: 1 }, huge), 'picture-broken'],
    ['the same, interlaced', pngOf({ width: 256, height: 1, interlaced: true }, huge), 'picture-broken'],
    ['a second head', twoHeads(), 'picture-broken'],
    ['an end too early', discFile.subarray(0, discFile.length / 2), 'picture-broken'],
  ])('is refused for %s', (_, file, fault) => expect(decodePng(file, pictureLimits.minSide)).toBe(fault))

  test('may have trailing bytes', () => {
    for (const rest of [Buffer.from('exported by a program'), discFile, Buffer.alloc(40)])
      expect(decoded(Buffer.concat([discFile, rest]))).toEqual(decoded(discFile))
  })

  test('may be interlaced', () => {
    // Seven passes over 256 × 1 pixels: only those with a first row have any.
    const rows = [32, 32, 64, 128].map((pixels) => Buffer.alloc(1 + 4 * pixels, 0).fill(9, 1))
    const file = pngOf({ width: 256, height: 1, interlaced: true }, Buffer.concat(rows))
    expect(decoded(file)).toMatchObject({ width: 256, height: 1, data: Buffer.alloc(1024, 9) })
  })

  test('never makes the decoder throw, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.nat(discFile.length - 1), fc.nat(255), (place, value) => {
        const file = Buffer.from(discFile)
        file[place] = value
        expect(['object', 'string']).toContain(typeof decodePng(file))
      }),
    )
  })
})

const picture = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data) => ({ width, height, data })),
  )
const side = fc.integer({ min: 1, max: 30 })

describe('resizing', () => {
  test('a single colour is unchanged', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 1, max: 255 }), (a, b, c, d, alpha) => {
        const { data } = resize(paint(a, b, [200, 30, 90, alpha]), c, d)
        expect(data).toEqual(paint(c, d, [200, 30, 90, alpha]).data)
      }),
    )
  })

  test('keeps the mean alpha, and stays within the range of values', () => {
    fc.assert(
      fc.property(picture, side, side, (from, width, height) => {
        const to = resize(from, width, height)
        const alphas = (one: Pixels) => one.data.filter((_, at) => at % 4 === 3)
        const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length
        expect(Math.abs(mean(alphas(to)) - mean(alphas(from)))).toBeLessThanOrEqual(1)
        for (const channel of [0, 1, 2, 3]) {
          const most = Math.max(...from.data.filter((_, at) => at % 4 === channel))
          expect(Math.max(...to.data.filter((_, at) => at % 4 === channel))).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  test('transparent pixels add no colour', () => {
    const half = paint(2, 1, (x) => (x === 0 ? [250, 0, 0, 255] : [0, 255, 0, 0]))
    expect(pixelOf(resize(half, 1, 1), 0, 0)).toEqual([250, 0, 0, 128])
  })

  test('centres on a background', () => {
    const wide = centre(paint(40, 10, [0, 0, 0, 255]), 20, { filled: 1, ground: true })
    expect(pixelOf(wide, 10, 10)).toEqual([0, 0, 0, 255])
    expect(pixelOf(wide, 10, 2)).toEqual([255, 255, 255, 255])
  })
})

describe('the icons of a logo', () => {
  test.each<[BrandIconName, number]>([
    ['apple-touch-icon.png', 180],
    ['icon-192.png', 192],
    ['icon-512.png', 512],
    ['maskable-192.png', 192],
    ['maskable-512.png', 512],
  ])('%s is a square of %i pixels', (name, side) => {
    const icon = decoded(drawIcon(disc, name))
    expect([icon.width, icon.height]).toEqual([side, side])
    expect(pixelOf(icon, side / 2, side / 2)).toEqual([20, 60, 160, 255])
    expect(pixelOf(icon, 0, 0)[3]).toBe(name.startsWith('icon') ? 0 : 255)
  })

  test('a maskable icon keeps the logo within the safe circle', () => {
    const icon = decoded(drawIcon(paint(256, 256, [0, 0, 0, 255]), 'maskable-512.png'))
    for (let y = 0; y < 512; y += 1)
      for (let x = 0; x < 512; x += 1)
        if (Math.hypot(x - 255.5, y - 255.5) > 0.4 * 512 && pixelOf(icon, x, y)[0] !== 255)
          throw new Error(`${x}, ${y} is outside`)
  })

  test('the favicon is an ICO of three PNGs', () => {
    const ico = drawIcon(disc, 'favicon.ico')
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3])
    for (const [place, side] of [16, 32, 48].entries()) {
      const at = 6 + 16 * place
      const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)]
      const file = decoded(ico.subarray(offset, offset + length))
      expect([ico[at], file.width, file.height]).toEqual([side, side, side])
    }
  })

  test('show a white envelope on the accent colour without a logo', () => {
    const icon = decoded(drawIcon(drawMark('7a0044'), 'icon-192.png'))
    expect(pixelOf(icon, 0, 0)[3]).toBe(0)
    expect(pixelOf(icon, 20, 96)).toEqual([0x7a, 0, 0x44, 255])
    expect(pixelOf(icon, 42, 96)).toEqual([255, 255, 255, 255])
  })

  test('keep the mail’s logo below 32 KB for any picture', () => {
    expect(drawIcon(noise(1024, 256), 'mail.png').length).toBeLessThan(32 * 1024)
  })
})

/** A picture that hardly compresses. */
function noise(width: number, height: number): Pixels {
  let seed = 1
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return seed % 256
  }
  return paint(width, height, () => [next(), next(), next(), 255])
}

test('a stored logo is small, and named by its content and size', () => {
  const { id, bytes } = storeLogo(noise(1200, 600))
  const { width, height } = decoded(bytes)
  expect(bytes.length).toBeLessThanOrEqual(storedLimits.bytes)
  expect(id).toMatch(logoPattern)
  expect(id.endsWith(`-${width}x${height}`)).toBe(true)
  expect(storeLogo(disc)).toEqual(storeLogo(disc))
})

test('a logo fits its box, and a wide one replaces the name', () => {
  const box = { width: 160, height: 32 }
  const shown = (logo: string, logoVector = '') => logoOf({ logo, logoVector }, box)
  const hash = 'a'.repeat(32)
  expect(shown('')).toBeNull()
  expect(shown(`${hash}-256x256`)).toMatchObject({ width: 32, height: 32, isWide: false })
  expect(shown(`${hash}-600x200`)).toMatchObject({ width: 96, height: 32, isWide: true })
  expect(shown(`${hash}-1000x50`)).toMatchObject({ width: 160, height: 8, isWide: true })
  expect(shown(`${hash}-256x256`, 'b'.repeat(32))?.src).toBe(`/look/${'b'.repeat(32)}/logo.svg`)
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8"/></svg>'

describe('an uploaded SVG', () => {
  const good = [svg, `\uFEFF${svg}\n`, `<?xml version="1.0"?>\n<!-- by -- hand -->\n${svg}`]
  test.each(good)('is accepted: %s', (text) => {
    expect(storeSvg(Buffer.from(text))).toMatchObject({ bytes: Buffer.from(text) })
  })

  test.each([
    ['<html></html>', 'svg-type'],
    ['', 'svg-type'],
    ['<svg></svg>', 'svg-type'],
    [svg.slice(0, -6), 'svg-type'],
    [`<p>${svg}</p>`, 'svg-type'],
    [`<!DOCTYPE svg [<!ENTITY a "aa">]>${svg}`, 'svg-entities'],
    [svg.replace('<path', `${' '.repeat(maxSvgBytes)}<path`), 'svg-large'],
  ])('is refused: %s', (text, fault) => expect(storeSvg(Buffer.from(text))).toBe(fault))

  test('is refused if it is not UTF-8', () => {
    expect(storeSvg(Buffer.from([...Buffer.from(svg), 0xff]))).toBe('svg-type')
  })
})
