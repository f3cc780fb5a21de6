/** The form that a browser would send for a value: lists repeat their name, and a value that is not text is a file. */
export function toForm(given: unknown): FormData {
  const form = new FormData()
  if (typeof given !== 'object' || given === null) return form
  for (const [name, value] of Object.entries(given)) {
    for (const part of Array.isArray(value) ? value.slice(0, 200) : [value]) append(form, name, part)
  }
  return form
}

function append(form: FormData, name: string, part: unknown): void {
  if (part === null || part === undefined) return
  if (typeof part === 'object') form.append(name, new File(['a file'], 'file.txt'))
  else form.append(name, String(part))
}

/** Every text in a value, and everything that is not a text, number, list or record. */
export function listTexts(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(listTexts)
  if (typeof value === 'object' && value !== null)
    return Object.getPrototypeOf(value) === Object.prototype
      ? Object.values(value).flatMap(listTexts)
      : [value]
  return typeof value === 'string' ? [value] : []
}

/** The value with one of its texts, chosen by `which`, replaced by `text`. */
export function fillIn(value: unknown, which: number, text: string): unknown {
  const total = listTexts(value).length
  let left = total === 0 ? 0 : which % total
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string') return left-- === 0 ? text : part
    if (Array.isArray(part)) return part.map(fill)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, fill(inner)]))
  }
  return fill(value)
}
