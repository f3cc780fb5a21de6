import { erasedWord } from '#/lib/platform/values/erased.ts'
import { replaceAddress } from './find-in-text.ts'
import { type ErasureSubject, isOtherAddress, spellingsOf } from './subject.ts'

/** Where mails and entries keep who did something, by the name of the part. */
const namedBy = ['askerName', 'authorName', 'inviterName', 'sentBy']

/**
 * A value as it is after an erasure, the very same where nothing of it changes: texts without the address, lists and objects
 * without it wherever it stands in them, the label beside it, and the name of its person where a part is there to name somebody.
 */
export function redactValue(value: unknown, sought: ErasureSubject): unknown {
  return redact(value, sought)
}

/** Whether a value is the address and nothing else. */
export function isAddress(value: unknown, sought: ErasureSubject): boolean {
  return typeof value === 'string' && redactText(value.trim(), sought) === erasedWord
}

function redact(value: unknown, sought: ErasureSubject): unknown {
  if (typeof value === 'string') return redactText(value, sought)
  if (Array.isArray(value)) {
    const list = value.map((item: unknown) => redact(item, sought))
    return list.some((item, index) => item !== value[index]) ? list : value
  }
  if (typeof value !== 'object' || value === null) return value
  return redactObject(value, sought)
}

function redactText(text: string, sought: ErasureSubject): string {
  const erased = replaceAddress(text, spellingsOf(sought.key))
  return erased === text || isOtherAddress(text, sought.key) ? text : erased
}

function redactObject(object: object, sought: ErasureSubject): object {
  const isOfAddress = 'address' in object && redact(object.address, sought) === erasedWord
  let changed = false
  const parts = Object.entries(object).map(([key, part]): [string, unknown] => {
    const next: [string, unknown] = [redactText(key, sought), redactPart(key, part, { sought, isOfAddress })]
    changed ||= next[0] !== key || next[1] !== part
    return next
  })
  return changed ? Object.fromEntries(parts) : object
}

function redactPart(
  key: string,
  part: unknown,
  { sought, isOfAddress }: { sought: ErasureSubject; isOfAddress: boolean },
): unknown {
  if (isOfAddress && key === 'label' && typeof part === 'string') return ''
  if (part && part === sought.person?.name && namedBy.includes(key)) return erasedWord
  return redact(part, sought)
}
