import { redirect, unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { RoutedField } from '#/db/words/accounts.ts'
import { assertOpen, type EditorGrant } from '#/lib/accounts/access/grants.ts'
import { resendConfirmation } from '#/lib/changes/confirmations/resend.ts'
import { retryAddress } from '#/lib/changes/contacts/commands.ts'
import type { AddressIntent } from '#/lib/contacts/form/form-intent.ts'
import type { ContactFormState } from '#/lib/contacts/form/form-state.ts'
import { reportError } from '#/lib/identity/access/define-action.ts'
import { formatQuestion } from '#/lib/identity/access/format-question.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

// What the buttons beside fields and addresses of the contact form do, after the draft is saved.

/** `confirmed`: the recipients that the form confirms. */
type Press = { saved: ContactFormState; intent: string; confirmed: string }

/** Sends a test to the field's addresses after saving the draft, once they are confirmed, and leads to its outcome. */
export async function sendTest(
  grant: EditorGrant,
  field: RoutedField,
  { saved, intent, confirmed }: Press,
): Promise<ContactFormState> {
  try {
    const store = askingFirst(await getStore(), confirmed)
    const id = await sendTestNotice(store, assertOpen(grant), field)
    redirect(`/accounts/${grant.account.slug}/notices/${id}?done=test`)
  } catch (error) {
    unstable_rethrow(error)
    if (error instanceof AskFirst)
      return { ...saved, question: { asked: await formatQuestion(error, { what: 'test' }), intent } }
    const text = await reportError(error)
    return error instanceof AppError && error.code === 'field-unreachable'
      ? { ...saved, errors: { [field]: text } }
      : { ...saved, message: { meaning: 'bad', text } }
  }
}

/** Runs the button beside an address after saving the draft. */
export async function askOfAddress(
  grant: EditorGrant,
  { verb, address }: AddressIntent,
  saved: ContactFormState,
): Promise<ContactFormState> {
  try {
    const parsed = parseAddress(address)
    const command = verb === 'try' ? retryAddress : resendConfirmation
    await command(await getStore(), grant, parsed.ok ? parsed.address : address)
    const text =
      verb === 'try'
        ? (await getTranslations('addressStatus'))('triedAgain', { address })
        : (await getTranslations('confirmations'))('sent', { address })
    return { ...saved, message: { meaning: 'good', text } }
  } catch (error) {
    unstable_rethrow(error)
    return { ...saved, message: { meaning: 'bad', text: await reportError(error) } }
  }
}
