/** A colour in OKLCH (CSS Color 4, 9): lightness 0 to 1, chroma, and hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]

type Channels = [red: number, green: number, blue: number]

/** Linear sRGB; a channel outside 0 to 1 is a colour that screens cannot show. */
function toLinear([lightness, chroma, hue]: Oklch): Channels {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function fromLinear([red, green, blue]: Channels): Oklch {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, b), (hue + 360) % 360]
}

/** `#1a2b3c` in OKLCH. */
export function fromHex(hex: string): Oklch {
  return fromLinear(channelsOf(hex))
}

function channelsOf(hex: string): Channels {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return [red, green, blue]
}

/** As `#1a2b3c`. A colour that screens cannot show loses chroma, and keeps its lightness and hue. */
export function toHex([lightness, chroma, hue]: Oklch): string {
  let [least, most] = [0, chroma]
  if (!isShown(toLinear([lightness, chroma, hue]))) {
    for (let halving = 0; halving < 20; halving += 1) {
      const middle = (least + most) / 2
      if (isShown(toLinear([lightness, middle, hue]))) least = middle
      else most = middle
    }
    most = least
  }
  const digits = toLinear([lightness, most, hue]).map((channel) => {
    const value = clamp(channel)
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${digits.join('')}`
}

function isShown(channels: Channels): boolean {
  return channels.every((channel) => channel >= -1e-4 && channel <= 1 + 1e-4)
}

const clamp = (channel: number): number => Math.min(1, Math.max(0, channel))

/** A colour as `#1a2b3c` or in OKLCH. */
export type Colour = string | Oklch

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Colour): number {
  const channels = typeof colour === 'string' ? channelsOf(colour) : toLinear(colour)
  const [red = 0, green = 0, blue = 0] = channels.map(clamp)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
