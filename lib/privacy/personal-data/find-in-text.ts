import { erasedPlaceholder } from '#/db/words/people.ts'

/** Most characters around an address that decide where it begins and ends. */
const contextLength = 80

/** The text with `word` for each spelling of an address. Longer addresses that contain it stay. */
export function replaceAddress(text: string, spellings: RegExp, word = erasedPlaceholder): string {
  return text.replaceAll(spellings, (match, offset: number) => {
    const before = text.slice(Math.max(0, offset - contextLength), offset)
    const after = text.slice(offset + match.length, offset + match.length + contextLength)
    return continuesBefore(before) || continuesAfter(after) ? match : word
  })
}

/** Whether a text has the address. */
export function hasAddress(text: string, spellings: RegExp): boolean {
  return replaceAddress(text, spellings, '') !== text
}

/** `joanna@`, `x.anna@` are other addresses. The encoding in `\nanna@` or `%3Canna@` is not part of the address. */
function continuesBefore(text: string): boolean {
  if (/(?:%[0-9a-f]{2}|\\[bfnrt]|\\u[0-9a-f]{4}|=[0-9A-F]{2}|&[a-z]{2,6};)$/i.test(text)) return false
  return /[a-z0-9][.+_-]*$/i.test(text)
}

/**
 * `…@x.example.com` and `…@x.example-two` are other domains. But a full stop may end a sentence before a capital
 * letter, or come before a file extension.
 */
function continuesAfter(text: string): boolean {
  if (isFileEnding(text)) return false
  return /^-*[a-z0-9]/i.test(text) || /^\.[a-z0-9]/.test(text)
}

export function isFileEnding(text: string): boolean {
  return /^\.(?:csv|eml|html?|json|msg|pdf|txt|vcf|xlsx?|xml|zip)\b/i.test(text)
}

const anyAddress = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[\p{L}\p{N}][\p{L}\p{N}.-]*/giu

/** The text without the addresses of others, for a person who may see only their own data. */
export function hideOthers(text: string, spellings: RegExp): string {
  return text.replaceAll(anyAddress, (address) => (hasAddress(address, spellings) ? address : '…'))
}
