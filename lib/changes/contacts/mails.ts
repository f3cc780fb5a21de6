import type { FieldId, ServedField } from '#/db/words/accounts.ts'
import { listMissing } from '#/lib/changes/gate/contacts-due.ts'
import { defineAccountMail, defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { heading, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { fieldList } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** The code that proves who changes an account's endpoints, for one form (channels.md, An endpoint). */
export const endpointProofCode = defineMail<{ accountName: string; code: string; minutes: number }>(
  'endpoint-proof-code',
  {
    lane: 'urgent',
    secret: true,
    lifetime: 10 * minute,
    code: ({ code }) => code,
    words: ({ accountName }) => ({ account: accountName }),
    rows: (_, { t }) => [t('endpoint-proof-code.lifetime'), t('endpoint-proof-code.stranger')],
  },
)

/** `endpoint`: what people call it; `link` opens its page. */
export type EndpointDisabled = { accountName: string; endpoint: string; reason: string; link: string }

/** To owners and editors, after staff disabled an endpoint (channels.md, An endpoint). */
export const endpointDisabled = defineAccountMail<EndpointDisabled>('endpoint-disabled', {
  why: 'why.editor',
  main: ({ link: href }, { t }) => ({ text: t('endpoint-failing.action'), href }),
  rows: ({ reason }, { t }) => [
    heading(t('launch-decided.reason')),
    quote(reason),
    t('endpoint-disabled.next'),
    t('endpoint-disabled.ask'),
  ],
})

export type AddressRefused = RemovedAddress & { address: string }

/** To owners and editors, after the reader of an address said "This is not me" (notices.md, Confirm). */
export const addressRefused = defineAccountMail<AddressRefused>('address-refused', {
  why: 'why.editor',
  main: openContacts,
  rows: (mail, context) => [...removedAddressRows(mail, context), context.t('address-refused.again')],
})

/**
 * An address that was removed from an account's contacts. `fields`: its fields; `missing`: what the account lacks now;
 * `dueAt`: the deadline for that (milliseconds UTC), null while the account is locked.
 */
export type RemovedAddress = {
  accountName: string
  fields: ServedField[]
  missing: FieldId[]
  dueAt: number | null
  link: string
}

/** The button of a mail that leads to the contact information. */
export function openContacts({ link: href }: Pick<RemovedAddress, 'link'>, { t }: MailContext) {
  return { text: t('address-refused.action'), href }
}

/** The facts of a mail: what is missing now, and the fields that lost the address. */
export function removedAddressRows(
  { fields, missing, dueAt }: RemovedAddress,
  context: MailContext,
): MailRow[] {
  const { t } = context
  return [
    ...(missing.length > 0
      ? [t('address-refused.incomplete'), ...listMissing({ missing, dueAt }, context)]
      : [t('address-refused.complete')]),
    heading(t('contact-removed.served')),
    fieldList(fields, context),
  ]
}
