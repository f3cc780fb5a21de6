import { getMessages, getTranslations } from 'next-intl/server'
import { type ContactFormValues, type FieldId, fieldIds } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { suggestAddress } from '#/lib/contacts/form/address-suggestion.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { type AddressStatuses, AddressStatusText, BounceAdvice } from './address-status.tsx'
import { EndpointName, EndpointStanding } from './endpoint-status.tsx'
import type { ContactTexts, EndpointOptions, ShownStatus } from './form-parts.tsx'
import type { AlertChoice } from './member-picker.tsx'

export async function listAlertChoices(
  { members, actor }: AccountGrant,
  statuses: AddressStatuses,
): Promise<AlertChoice[]> {
  const roles = await getTranslations('common.roles')
  return members.map(({ userId, name, email, role }) => ({
    userId,
    name,
    email,
    role: roles(role),
    bounce: describeBounce(statuses.get(addressKey(email)), userId === actor.user.id),
  }))
}

export async function listShownStatuses(statuses: AddressStatuses): Promise<Record<string, ShownStatus>> {
  const t = await getTranslations('addressStatus')
  return Object.fromEntries([...statuses].map(([key, status]) => [key, toShown(status, t(status.status))]))
}

export function listEndpointOptions(endpoints: readonly KnownEndpoint[]): EndpointOptions['listed'] {
  return endpoints.map((endpoint) => ({
    value: endpoint.id,
    label: <EndpointName endpoint={endpoint} />,
    hint: <EndpointStanding {...endpoint} />,
  }))
}

function describeBounce(status: PointState | undefined, own: boolean) {
  if (status?.status !== 'bouncing') return null
  return (
    <>
      <AddressStatusText status={status} /> <BounceAdvice of={own ? 'own' : 'member'} />
    </>
  )
}

/** The form says nothing of confirmed addresses and of those that we never asked. */
function toShown(status: PointState, word: string): ShownStatus {
  const shown = { status: status.status, word, text: null, question: null, triable: false }
  const text = <AddressStatusText status={status} badged />
  if (status.status === 'confirmed') return shown
  if (status.status === 'bouncing') return { ...shown, text, triable: status.given }
  const { since, askedAt, askAt } = status
  if (askAt !== null) return { ...shown, text }
  const question = askedAt === null ? 'ask' : 'sendAgain'
  return { ...shown, text: askedAt === null ? null : text, question: since === null ? null : question }
}

export async function readContactTexts(programme: string): Promise<ContactTexts> {
  const t = await getTranslations('contacts')
  const common = await getTranslations('common')
  const texts = await getTranslations('fields')
  const { contacts, addressStatus, confirmations } = await getMessages()
  const field = (id: FieldId) => [
    id,
    { name: texts(`${id}.name`, { programme }), hint: texts(`${id}.hint`, { programme }) },
  ]
  return {
    ...contacts.form,
    fields: Object.fromEntries(fieldIds.map(field)),
    summaryTitle: t('summaryTitle'),
    required: common('required'),
    optional: common('optional'),
    ...confirmations.again,
    advice: addressStatus.advice,
    bouncing: addressStatus.bouncing,
    tryAgain: addressStatus.tryAgain,
    tryAgainOf: addressStatus.tryAgainOf,
    languages: languageOptions,
  }
}

/** What was likely meant by the addresses of the form, by address. */
export function listSuggestions(values: ContactFormValues): Record<string, string> {
  return Object.fromEntries(
    entriesOf(values).flatMap(({ entry: { address } }) => {
      const suggestion = suggestAddress(address)
      return suggestion === null ? [] : [[address, suggestion]]
    }),
  )
}
