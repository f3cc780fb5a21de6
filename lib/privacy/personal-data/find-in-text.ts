import { erasedWord } from '#/lib/platform/values/erased.ts'

/** Nothing that decides where an address begins or ends is longer than this. */
const looked = 80

/** The text with `word` in place of each spelling of an address, and not of longer ones that it is a part of. */
export function replaceAddress(text: string, spellings: RegExp, word = erasedWord): string {
  return text.replaceAll(spellings, (match, offset: number) => {
    const before = text.slice(Math.max(0, offset - looked), offset)
    const after = text.slice(offset + match.length, offset + match.length + looked)
    return goesOnBefore(before) || goesOnAfter(after) ? match : word
  })
}

/** Whether a text has the address. */
export function hasAddress(text: string, spellings: RegExp): boolean {
  return replaceAddress(text, spellings, '') !== text
}

/** `joanna@`, `x.anna@`: somebody else's. What an encoding puts there, as in `\nanna@` or `%3Canna@`, is no part of it. */
function goesOnBefore(text: string): boolean {
  if (/(?:%[0-9a-f]{2}|\\[bfnrt]|\\u[0-9a-f]{4}|=[0-9A-F]{2}|&[a-z]{2,6};)$/i.test(text)) return false
  return /[a-z0-9][.+_-]*$/i.test(text)
}

/**
 * `…@x.example.com`, `…@x.example-two`: another domain; but a sentence may end there, and the next begin with a capital, and so may
 * the name of a file.
 */
function goesOnAfter(text: string): boolean {
  if (isFileEnding(text)) return false
  return /^-*[a-z0-9]/i.test(text) || /^\.[a-z0-9]/.test(text)
}

export function isFileEnding(text: string): boolean {
  return /^\.(?:csv|eml|html?|json|msg|pdf|txt|vcf|xlsx?|xml|zip)\b/i.test(text)
}

const anyAddress = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[\p{L}\p{N}][\p{L}\p{N}.-]*/giu

/** The text without the addresses of others, for whoever is told only what is held about theirs. */
export function hideOthers(text: string, spellings: RegExp): string {
  return text.replaceAll(anyAddress, (address) => (hasAddress(address, spellings) ? address : '…'))
}
