import { maxRows } from '#/lib/contacts/form.ts'

/**
 * The addresses in a pasted text, which commas, semicolons or white space may part, each then a row of its own. Of
 * `Name <address>, …` only the addresses stay; without angle brackets every word stays, so that nothing is lost. Text
 * that does not hold several addresses comes back whole, for the check to judge.
 */
export function splitPasted(text: string): string[] {
  const whole = text.slice(0, 50_000).trim()
  if (whole === '') return []
  const words = whole.split(/[\s,;]+/).filter((word) => word !== '')
  const addresses = words.filter((word) => word.includes('@') && !word.includes('"'))
  if (addresses.length < 2) return [whole]
  const angled = addresses.some((word) => /^<[^<>]+>$/.test(word))
  const rows = angled ? addresses.map((word) => word.replace(/^<([^<>]+)>$/, '$1')) : words
  return rows.slice(0, maxRows)
}
