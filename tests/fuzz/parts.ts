/** A form as a browser would send it, of any value: lists are names that repeat, what is no text is a file. */
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

/** Every text within a value, and everything that is neither text, number, list nor record. */
export function listTexts(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(listTexts)
  if (typeof value === 'object' && value !== null)
    return Object.getPrototypeOf(value) === Object.prototype
      ? Object.values(value).flatMap(listTexts)
      : [value]
  return typeof value === 'string' ? [value] : []
}

/** The value with `text` in place of one of its texts: the one that `which` comes to. */
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
