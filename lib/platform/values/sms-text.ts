/** GSM 03.38: the alphabet of a text message, and what takes two places in it. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '^{}\\[~]|€'

/** What a segment of several holds, and how many we send: more cost more, and arrive apart. */
const gsm = { part: 153, segments: 2 }
const ucs2 = { part: 67, segments: 3 }

export function isGsm(text: string): boolean {
  return [...text].every((character) => basic.includes(character) || extended.includes(character))
}

/** The text, cut so that the link below it stays whole: two segments, or three in a script that the alphabet lacks. */
export function fitSms(text: string, link: string): string {
  const tail = link && `\n${link}`
  const plain = toGsm(text)
  const { part, segments } = isGsm(plain + tail) ? gsm : ucs2
  const room = part * segments - lengthOf(tail)
  if (lengthOf(plain) <= room) return plain + tail
  const dots = '...'
  let cut = ''
  for (const character of plain) {
    if (lengthOf(cut + character) > room - dots.length) break
    cut += character
  }
  return cut.trimEnd() + dots + tail
}

function lengthOf(text: string): number {
  if (!isGsm(text)) return text.length
  return [...text].reduce((length, character) => length + (extended.includes(character) ? 2 : 1), 0)
}

const replacements: Record<string, string> = {
  ...{ '’': "'", '‘': "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"' },
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i' },
  ...{ '–': '-', '—': '-', '…': '...', '·': '-', '•': '-', '×': 'x', '\u00a0': ' ', '\t': ' ' },
}

/** In the alphabet where that loses no meaning: other quotation marks, letters without a rare accent, no emoji. */
function toGsm(text: string): string {
  return [...text.toWellFormed()]
    .map((character) => {
      if (isGsm(character)) return character
      const other = replacements[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
      if (isGsm(other)) return other
      return /\p{Extended_Pictographic}|\p{M}|\p{Cf}/u.test(character) ? '' : character
    })
    .join('')
    .trim()
}
