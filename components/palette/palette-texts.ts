import { getMessages } from 'next-intl/server'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

export type KeyTexts = Messages['palette']['keys']
export type PaletteTexts = Omit<Messages['palette'], 'groups' | 'steps' | 'verbs' | 'words'>

/** The texts of the search that the browser needs before it hears from the server. */
export async function listPaletteTexts(): Promise<PaletteTexts> {
  const { groups: _g, steps: _s, verbs: _v, words: _w, ...texts } = (await getMessages()).palette
  return texts
}

export async function listKeyTexts(): Promise<KeyTexts> {
  return (await getMessages()).palette.keys
}
