import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js'

/** English with accents, longer and in brackets: `⟦Ṣaavee drraft⟧`. What has no brackets is not a message. */
export const pseudoLocale = 'en-XA'

type Tree = { [key: string]: string | Tree }

export function writePseudoLanguage(folder: string): void {
  const language = join(folder, pseudoLocale)
  mkdirSync(language, { recursive: true })
  for (const name of readdirSync('messages/en')) {
    const texts: Tree = JSON.parse(readFileSync(join('messages/en', name), 'utf8'))
    writeFileSync(join(language, name), JSON.stringify(pseudoTree(texts)))
  }
}

function pseudoTree(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string' ? pseudoMessage(value) : pseudoTree(value),
  ])
  return Object.fromEntries(entries)
}

/** An ICU message whose words are changed; placeholders, tags and choices stay. */
export function pseudoMessage(message: string): string {
  return `⟦${printAST(parse(message).map(pseudoElement))}⟧`
}

function pseudoElement(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal) return { ...element, value: pseudoWords(element.value) }
  if (element.type === TYPE.tag) return { ...element, children: element.children.map(pseudoElement) }
  if (element.type !== TYPE.select && element.type !== TYPE.plural) return element
  const options = Object.entries(element.options).map(([name, option]) => [
    name,
    { ...option, value: option.value.map(pseudoElement) },
  ])
  return { ...element, options: Object.fromEntries(options) }
}

const accents: Record<string, string> = {
  a: 'áa',
  e: 'ée',
  i: 'í',
  o: 'óo',
  u: 'ú',
  n: 'ñ',
  s: 'š',
  c: 'ç',
  A: 'Á',
  E: 'É',
  O: 'Ó',
  S: 'Š',
}

function pseudoWords(text: string): string {
  return text.replace(/[aeiounscAEOS]/g, (letter) => accents[letter] ?? letter)
}
