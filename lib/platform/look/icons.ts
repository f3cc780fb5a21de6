import { encodePng, type Pixels } from './png.ts'
import { centre, shrinkInto } from './resize.ts'

type Icon = { side: number; filled: number; ground: boolean }

/** Icons that are one PNG. A system cuts a maskable one down to a circle of 80 % (Web App Manifest, "icon masks"). */
const pngs = {
  'apple-touch-icon.png': { side: 180, filled: 0.8, ground: true },
  'icon-192.png': { side: 192, filled: 1, ground: false },
  'icon-512.png': { side: 512, filled: 1, ground: false },
  'maskable-192.png': { side: 192, filled: 0.56, ground: true },
  'maskable-512.png': { side: 512, filled: 0.56, ground: true },
} as const satisfies Record<string, Icon>

export type BrandIconName = keyof typeof pngs | 'favicon.ico' | 'mail.png'

export function isIconName(name: string): name is BrandIconName {
  return Object.hasOwn(pngs, name) || name === 'favicon.ico' || name === 'mail.png'
}

/** An icon made of the logo. */
export function drawIcon(logo: Pixels, name: BrandIconName): Buffer {
  if (name === 'favicon.ico') return encodeIco(logo)
  if (name === 'mail.png') return encodePng(drawForMail(logo))
  const { side, filled, ground } = pngs[name]
  return encodePng(centre(logo, side, { filled, ground }))
}

/** Twice the size at which mails and pages show the logo, for fine screens. */
export const shownLogo = { width: 160, height: 32 } as const

const maxMailLogoBytes = 24 * 1024

/** Small, since every mail carries it. */
function drawForMail(logo: Pixels): Pixels {
  for (const scale of [2, 1.5, 1]) {
    const box = { width: shownLogo.width * scale, height: shownLogo.height * scale }
    const picture = shrinkInto(logo, box)
    if (scale === 1 || encodePng(picture).length <= maxMailLogoBytes) return picture
  }
  return logo
}

const icoSides = [16, 32, 48]

/** An ICO of PNGs: a head, an entry of 16 bytes for each, then the files. */
function encodeIco(logo: Pixels): Buffer {
  const files = icoSides.map((side) => encodePng(centre(logo, side, { filled: 1, ground: false })))
  const head = Buffer.alloc(6 + 16 * files.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(files.length, 4)
  let offset = head.length
  for (const [place, file] of files.entries()) {
    const at = 6 + 16 * place
    head.writeUInt8(icoSides[place] ?? 0, at)
    head.writeUInt8(icoSides[place] ?? 0, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(file.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += file.length
  }
  return Buffer.concat([head, ...files])
}
