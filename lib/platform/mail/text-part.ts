import { toLine, toLines } from './clean.ts'
import type { MailModel, MailPart } from './model.ts'

/** The text part: everything the HTML part says, links in full. */
export function textPart(model: MailModel, footer: string[]): string {
  return [toLine(model.title), ...model.parts.map(partToText), `-- \n${footer.join('\n')}`, ''].join('\n\n')
}

function partToText(part: MailPart): string {
  switch (part.kind) {
    case 'paragraph':
      return toLine(part.text)
    case 'heading':
      return `${toLine(part.text)}:`
    case 'code':
      return `    ${toLine(part.text)}`
    case 'list':
      return part.items.map((item) => `  - ${toLine(item)}`).join('\n')
    case 'links':
      return part.links.map(({ href, text }) => `  - ${text ? `${toLine(text)}: ` : ''}${href}`).join('\n')
    case 'quote':
      return toLines(part.text)
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
    case 'action':
      return `${toLine(part.text)}:\n${part.href}`
  }
}
