import type { FieldId } from '#/db/words/contacts.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

/** The form's words in the reader's language, handed to the browser as they are. */
export type ContactTexts = Messages['contacts']['form'] &
  Messages['confirmations']['again'] &
  Pick<Messages['addressStatus'], 'advice' | 'tryAgain' | 'tryAgainOf'> & {
    fields: Record<FieldId, { name: string; hint: string }>
    summaryTitle: string
    required: string
    optional: string
    languages: Record<'en' | 'it', string>
  }

/** Puts values into a text's `{placeholders}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
