import { cleanText } from '#/lib/platform/values/cut-text.ts'
import { measureJson } from './json-scan.ts'
import { eventLimits } from './schema.ts'

/** What an event was read from, as text that can be stored and shown to staff. */
export function renderRaw(original: unknown): string {
  return cleanText(typeof original === 'string' ? original : renderJson(original), eventLimits.raw)
}

/** For JSON.stringify: an integer beyond 2^53 is read as a bigint, which it refuses. */
export function numberAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

/** Deeper, the spaces that indent each line would make a text many times as long as what was sent. */
const deepestIndented = 8

function renderJson(value: unknown): string {
  const text: string = JSON.stringify(value, numberAsText) ?? ''
  if (measureJson(text, deepestIndented).depth > deepestIndented) return text
  return JSON.stringify(value, numberAsText, 2) ?? ''
}
