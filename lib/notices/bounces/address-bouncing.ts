import type { Purpose } from '#/db/words/points.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, list } from '#/lib/platform/mail/model.ts'
import { nameField } from '#/lib/platform/mail/wording.ts'

/** `serves`: what the address is for; `link` opens the form that has it. `endpoint`: it is one, with the reason stored for it. */
export type AddressBouncing = {
  accountName: string
  address: string
  serves: readonly Purpose[]
  link: string
  endpoint?: { reason: string }
}

/** Notifies owners and editors once of a bouncing address (notices.md, Bouncing). */
export const addressBouncing = defineAccountMail<AddressBouncing>('address-bouncing', {
  why: 'why.editor',
  subject: ({ endpoint }, { t }) => t(endpoint ? 'endpoint-failing.subject' : 'address-bouncing.subject'),
  title: ({ endpoint }, { t }) => t(endpoint ? 'endpoint-failing.title' : 'address-bouncing.title'),
  lead: ({ endpoint }, { t }) => t(endpoint ? 'endpoint-failing.text' : 'address-bouncing.text'),
  main: ({ serves, endpoint, link: href }, { t }) => {
    if (endpoint) return { text: t('endpoint-failing.action'), href }
    const isOfOwner = serves.every((purpose) => purpose === 'owners')
    return { text: t(isOfOwner ? 'address-bouncing.users' : 'address-bouncing.action'), href }
  },
  rows: ({ serves, endpoint }, { t, ...context }) => {
    const reason = endpoint ? parseEndpointReason(endpoint.reason) : null
    const explain = translatorFor(context.locale, 'endpoints')
    return [
      reason !== null && explain(`reasons.${reason}`, { programme: context.programmeName }),
      // Whoever reads there wants no codes; to one that is sealed none can go.
      endpoint && reason !== 'refused' && reason !== 'sealed' ? t('endpoint-failing.correct') : false,
      serves.some((purpose) => purpose !== 'brand-support') && t('address-bouncing.next'),
      serves.includes('brand-support') && t('address-bouncing.public'),
      !endpoint && !serves.every(isOfMember) && t('address-bouncing.correct'),
      !endpoint && serves.some(isOfMember) && t('address-bouncing.member'),
      heading(t('address-bouncing.serves')),
      list(serves.map((target) => (target === 'owners' ? t('notice.owners') : nameField(target, context)))),
    ]
  },
})

/** Alert contacts and owners are members with their own address. */
function isOfMember(purpose: Purpose): boolean {
  return purpose === 'alerts' || purpose === 'owners'
}
