import { erasedPlaceholder } from '#/db/words/people.ts'
import { replaceAddress } from './find-in-text.ts'
import { type ErasureSubject, isOfEndpoint, isOtherAddress, spellingsOf } from './subject.ts'

/** The keys under which mails and audit entries keep a person's name. */
const namedBy = ['askerName', 'authorName', 'inviterName', 'sentBy']

/**
 * The value after an erasure, or the same object if nothing changes: texts, lists and objects without the address at
 * any depth, without its label (of an endpoint also its last digits), and without the name of its person under the keys that name people.
 */
export function redactValue(value: unknown, subject: ErasureSubject): unknown {
  if (typeof value === 'string') return redactText(value, subject)
  if (Array.isArray(value)) {
    const list = value.map((item: unknown) => redactValue(item, subject))
    return list.some((item, index) => item !== value[index]) ? list : value
  }
  if (typeof value !== 'object' || value === null) return value
  return redactObject(value, subject)
}

export function isAddress(value: unknown, subject: ErasureSubject): boolean {
  return typeof value === 'string' && redactText(value.trim(), subject) === erasedPlaceholder
}

function redactText(text: string, subject: ErasureSubject): string {
  const erased = replaceAddress(text, spellingsOf(subject.key))
  return erased === text || isOtherAddress(text, subject.key) ? text : erased
}

function redactObject(object: object, subject: ErasureSubject): object {
  const isOfAddress = 'address' in object && redactValue(object.address, subject) === erasedPlaceholder
  const isOfNumber = 'hint' in object && 'id' in object && isOfEndpoint(object.id, subject)
  const blank = [...(isOfAddress || isOfNumber ? ['label'] : []), ...(isOfNumber ? ['hint'] : [])]
  let changed = false
  const parts = Object.entries(object).map(([key, part]): [string, unknown] => {
    const next: [string, unknown] = [redactText(key, subject), redactPart(key, part, { subject, blank })]
    changed ||= next[0] !== key || next[1] !== part
    return next
  })
  return changed ? Object.fromEntries(parts) : object
}

function redactPart(
  key: string,
  part: unknown,
  { subject, blank }: { subject: ErasureSubject; blank: readonly string[] },
): unknown {
  if (blank.includes(key) && typeof part === 'string') return ''
  if (part && part === subject.person?.name && namedBy.includes(key)) return erasedPlaceholder
  return redactValue(part, subject)
}
