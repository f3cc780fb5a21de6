import { getMessages, getTranslations } from 'next-intl/server'
import { type FieldId, fieldIds } from '#/db/words/contacts.ts'
import type { ContactTexts } from './texts.ts'

/** The contact form's words in the reader's language. */
export async function readContactTexts(programme: string): Promise<ContactTexts> {
  const t = await getTranslations('contacts')
  const common = await getTranslations('common')
  const { contacts, addressStatus, confirmations } = await getMessages()
  const field = (id: FieldId) => [
    id,
    { name: t(`fields.${id}.name`, { programme }), hint: t(`fields.${id}.hint`, { programme }) },
  ]
  return {
    ...contacts.form,
    fields: Object.fromEntries(fieldIds.map(field)),
    summaryTitle: t('summaryTitle'),
    required: common('required'),
    optional: common('optional'),
    ...confirmations.again,
    advice: addressStatus.advice,
    tryAgain: addressStatus.tryAgain,
    tryAgainOf: addressStatus.tryAgainOf,
    languages: { en: common('languages.en'), it: common('languages.it') },
  }
}
