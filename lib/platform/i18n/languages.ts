import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locale, Translated } from '#/db/words/people.ts'
import { env } from '#/env.ts'

/** The texts of one language by feature: those of `sign-in.json` are `signIn`. */
type Language = { [feature: string]: unknown }

/** Each language is a folder with the code of the language as its name (BCP 47), here or in `LANGUAGES_DIR`. */
const folders = ['messages', ...(env.LANGUAGES_DIR ? [env.LANGUAGES_DIR] : [])].map((folder) =>
  resolve(folder),
)

const languages = new Map<Locale, Language>(folders.flatMap(readLanguages))

/** English: the fallback for texts that a language lacks. */
export const fallbackLocale: Locale = 'en'

/** The languages of every page and mail, English first. */
export const locales: readonly [Locale, ...Locale[]] = [
  fallbackLocale,
  ...[...languages.keys()].filter((locale) => locale !== fallbackLocale).sort(),
]

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}

/** The texts of a language, which may lack some; undefined if there is no such language, or none any more. */
export function findLanguage(locale: Locale): Language | undefined {
  return languages.get(locale)
}

/** English writes dates as in Europe, the day first. */
const dateTags: Translated = { en: 'en-GB' }

/** The conventions of dates and numbers (BCP 47). */
export function dateTag(locale: Locale): string {
  return dateTags[locale] ?? locale
}

/** A language's own name, for choosing it: "Italiano". */
export function ownName(locale: Locale): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** The languages as choices of a form, by their own names. */
export const languageOptions = locales.map((value) => ({ value, label: ownName(value), lang: value }))

function readLanguages(folder: string): [Locale, Language][] {
  if (!existsSync(folder)) throw new Error(`LANGUAGES_DIR not found: ${folder}.`)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isLanguageTag(entry.name))
    .map(({ name }) => [name, readLanguage(join(folder, name))])
}

function readLanguage(folder: string): Language {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(files.map((name) => [nameFeature(name), readTexts(join(folder, name))]))
}

function readTexts(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function nameFeature(file: string): string {
  return file.replace('.json', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function isLanguageTag(name: string): boolean {
  try {
    return new Intl.Locale(name).toString() === name
  } catch {
    return false
  }
}
