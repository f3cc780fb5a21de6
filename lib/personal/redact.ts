import { hasAddress, replaceAddress } from './find-in-text.ts'
import { type Sought, spellingsOf } from './sought.ts'
import { erasedWord } from './word.ts'

/** Where mails and entries keep who did something, by the name of the part. */
const namedBy = ['askerName', 'authorName', 'inviterName', 'sentBy']

/**
 * A value as it is after an erasure, the very same where nothing of it changes: texts without the address, lists and objects
 * without it wherever it stands in them, the label beside it, and the name of its person where a part is there to name somebody.
 */
export function redactValue(value: unknown, sought: Sought): unknown {
  return redact(value, spellingsOf(sought.key), sought.person?.name ?? '')
}

/** Whether a value is the address and nothing else. */
export function isAddress(value: unknown, sought: Sought): boolean {
  return (
    typeof value === 'string' &&
    replaceAddress(value.trim(), spellingsOf(sought.key), erasedWord) === erasedWord
  )
}

function redact(value: unknown, spellings: RegExp, name: string): unknown {
  if (typeof value === 'string')
    return hasAddress(value, spellings) ? replaceAddress(value, spellings) : value
  if (Array.isArray(value)) {
    const list = value.map((item: unknown) => redact(item, spellings, name))
    return list.some((item, index) => item !== value[index]) ? list : value
  }
  if (typeof value !== 'object' || value === null) return value
  return redactObject(value, spellings, name)
}

function redactObject(object: object, spellings: RegExp, name: string): object {
  const isOfAddress = 'address' in object && redact(object.address, spellings, name) === erasedWord
  let changed = false
  const parts = Object.entries(object).map(([key, part]): [string, unknown] => {
    const next: [string, unknown] = [
      replaceAddress(key, spellings),
      redactPart(key, part, { spellings, name, isOfAddress }),
    ]
    changed ||= next[0] !== key || next[1] !== part
    return next
  })
  return changed ? Object.fromEntries(parts) : object
}

function redactPart(
  key: string,
  part: unknown,
  of: { spellings: RegExp; name: string; isOfAddress: boolean },
): unknown {
  if (of.isOfAddress && key === 'label' && typeof part === 'string') return ''
  if (of.name && part === of.name && namedBy.includes(key)) return erasedWord
  return redact(part, of.spellings, of.name)
}
