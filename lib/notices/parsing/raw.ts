import { cleanText } from '#/lib/platform/values/characters.ts'
import { measureJson } from './json.ts'
import { eventLimits } from './schema.ts'

/** The source of an event as text, for storage and for staff. */
export function renderRaw(original: unknown): string {
  return cleanText(typeof original === 'string' ? original : renderJson(original), eventLimits.raw)
}

/** For JSON.stringify, which refuses bigint: integers beyond 2^53 are read as one. */
export function numberAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

/** Indenting deeper values would make the text many times longer than the original. */
const deepestIndented = 8

function renderJson(value: unknown): string {
  const text: string = JSON.stringify(value, numberAsText) ?? ''
  if (measureJson(text, deepestIndented).depth > deepestIndented) return text
  return JSON.stringify(value, numberAsText, 2) ?? ''
}
