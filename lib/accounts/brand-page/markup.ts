/** A piece of HTML that is finished: nothing of it is escaped again. Only `html` and `trusted` make one. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | null | undefined | false | readonly Part[]

/** HTML of a template: whatever is put in as text is escaped, for text and for attributes in quotes alike. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, piece, index) => text + say(parts[index - 1]) + piece))
}

/** What is HTML by itself: our own style, and data written for a script element. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

function say(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(say).join('')
  return escapeText(String(part))
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\ufffd',
}

function escapeText(text: string): string {
  return text.toWellFormed().replace(/[&<>"'\0]/g, (character) => escapes[character] ?? '')
}

/** JSON for a script element that is data: no character of it can end the element, begin a comment, or break a line. */
export function jsonForScript(value: unknown): Markup {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Markup(text)
}
