'use client'

import { createContext, useContext } from 'react'
import type { FieldId } from '#/db/words/contacts.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import type { SaidStatus } from './said-status.ts'

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
export function fillPlaceholders(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

type ContactFormContext = {
  texts: ContactTexts
  /** By the name of the control or of the field. */
  errors: Readonly<Record<string, string>>
  defaultLocale: 'en' | 'it'
  /** How each address stands, by its key. */
  statuses: Readonly<Record<string, SaidStatus>>
  /** Whether a test can be sent to a field. */
  withTest: boolean
}

/** What all fields of the contact form need. */
export const ContactFormContext = createContext<ContactFormContext | null>(null)

export function useContactFields(): ContactFormContext {
  const context = useContext(ContactFormContext)
  if (!context) throw new Error('A field of the contact form stands in it.')
  return context
}
