import { getMessages } from 'next-intl/server'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

type Palette = Messages['palette']
export type KeyTexts = Palette['keys']
const names = [
  ...(['title', 'open', 'label', 'close', 'none', 'loading', 'offline', 'failed'] as const),
  ...(['signedOut', 'signIn', 'again', 'notLoaded'] as const),
] as const
/** The texts of the search that the browser needs before it hears from the server. */
export type SearchTexts = Record<(typeof names)[number] | 'ctrl', string>

export async function listSearchTexts(): Promise<SearchTexts> {
  const { palette } = await getMessages()
  const texts = Object.fromEntries(names.map((name) => [name, palette[name]])) as Record<
    (typeof names)[number],
    string
  >
  return { ...texts, ctrl: palette.keys.ctrl }
}

/** The same for partners, whose search has no actions. */
export async function listOwnSearchTexts(): Promise<SearchTexts> {
  const { label, none } = (await getMessages()).palette.own
  return { ...(await listSearchTexts()), label, none }
}

export async function listKeyTexts(): Promise<KeyTexts> {
  return (await getMessages()).palette.keys
}
