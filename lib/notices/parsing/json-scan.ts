const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const comma = 0x2c
const [openObject, closeObject] = [0x7b, 0x7d]
const [openArray, closeArray] = [0x5b, 0x5d]

/**
 * Measures a JSON text without parsing: depth, most members of an object, and all members and elements. Stops below
 * `deepest`. The result is meaningless for a text that is not JSON.
 */
export function measureJson(
  text: string,
  deepest: number,
): { depth: number; members: number; values: number } {
  let depth = 0
  let deepestSeen = 0
  let members = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === colon) members++
    else if (code === comma) values++
    else if (code === openObject || code === openArray) {
      values++
      depth++
      if (depth > deepestSeen) deepestSeen = depth
      if (depth > deepest) break
    } else if (code === closeObject || code === closeArray) depth--
  }
  return { depth: deepestSeen, members, values }
}

/** The index of the quote that ends the string starting at `start`, or the text's end. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

/**
 * The named members of the outermost object without parsing: a string as its value, anything else as null. Meaningless
 * for a text that is not JSON; stops at a broken name, because each is costly.
 */
export function findMembers(text: string, names: readonly string[]): Map<string, string | null> {
  const found = new Map<string, string | null>()
  if (!text.trimStart().startsWith('{')) return found
  let depth = 0
  let awaitsKey = false
  for (let at = 0; at < text.length && found.size < names.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at)
      const name = awaitsKey ? readString(text, at, end) : ''
      if (name === null) break
      if (names.includes(name) && !found.has(name)) found.set(name, readValue(text, end + 1))
      awaitsKey = false
      at = end
    } else if (code === comma) awaitsKey = depth === 1
    else if (code === openObject || code === openArray) awaitsKey = ++depth === 1
    else if (code === closeObject || code === closeArray) depth--
  }
  return found
}

function readValue(text: string, at: number): string | null {
  const before = /\s*:\s*"/y
  before.lastIndex = at
  if (!before.test(text)) return null
  const start = before.lastIndex - 1
  return readString(text, start, endOfString(text, start))
}

function readString(text: string, start: number, end: number): string | null {
  const inside = text.slice(start + 1, end)
  if (!inside.includes('\\')) return inside
  try {
    return String(JSON.parse(`"${inside}"`))
  } catch {
    return null
  }
}

type Level = { keys: Set<string> | null; awaitsKey: boolean; step: string | number }

/** The JSON Pointer (RFC 6901) of the first repeated key in a JSON text, or an empty text. */
export function findDuplicate(text: string): string {
  const levels: Level[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const level = levels.at(-1)
    if (character === '"') {
      const end = endOfString(text, at)
      if (level?.keys && level.awaitsKey) {
        const key = String(JSON.parse(text.slice(at, end + 1)))
        level.step = key
        level.awaitsKey = false
        if (level.keys.has(key)) return toPointer(levels.map((each) => each.step))
        level.keys.add(key)
      }
      at = end
    } else if (character === '{') levels.push({ keys: new Set(), awaitsKey: true, step: '' })
    else if (character === '[') levels.push({ keys: null, awaitsKey: false, step: 0 })
    else if (character === '}' || character === ']') levels.pop()
    else if (character === ',' && level) {
      if (typeof level.step === 'number') level.step++
      else level.awaitsKey = true
    }
  }
  return ''
}

/** The JSON Pointer (RFC 6901) of a path. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
