import { escapeHtml } from '#/lib/platform/values/characters.ts'

/** A finished piece of HTML, which nothing escapes again. Only `html` and `trustedHtml` make one. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | null | undefined | false | readonly Part[]

/** Makes HTML of a template and escapes inserted text, for elements and quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, piece, index) => text + write(parts[index - 1]) + piece))
}

/** Marks text as HTML: our own style, and data for a script element. */
export function trustedHtml(text: string): Markup {
  return new Markup(text)
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(write).join('')
  return escapeHtml(String(part))
}

/** Writes JSON for a data script element: no character can end the element, begin a comment or break a line. */
export function jsonForScript(value: unknown): Markup {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Markup(text)
}
