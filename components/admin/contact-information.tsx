import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { Member } from '#/lib/accounts/queries.ts'
import { listFieldNames } from '#/lib/contacts/field-names.ts'
import { sayHours } from '#/lib/contacts/hours-words.ts'
import { confirmationOf, type MissingField } from '#/lib/contacts/policy.ts'
import {
  type ContactAddress,
  type ContactInformation,
  type FieldId,
  fieldIds,
  isAddressFieldId,
  type MerchantIssuesRule,
} from '#/lib/contacts/schema.ts'

type ContactInformationProps = {
  contacts: ContactInformation | null
  missing: readonly MissingField[]
  members: readonly Member[]
  merchantIssues: MerchantIssuesRule
  programme: string
}

/** The seven fields as they stand, to be read: nothing can be changed here. */
export async function ContactInformationView(props: ContactInformationProps) {
  const names = await listFieldNames(fieldIds, props.programme)
  const items = fieldIds.map((field, index) => ({
    id: field,
    term: names[index] ?? field,
    description: <FieldView field={field} {...props} />,
  }))
  return <DescriptionList items={items} />
}

async function FieldView({ field, ...props }: ContactInformationProps & { field: FieldId }) {
  const t = await getTranslations('admin.contacts')
  const { contacts, missing, merchantIssues } = props
  const lacks = missing.find((one) => one.field === field)
  if (lacks) return <Badge meaning="attention">{t(lacks.reason)}</Badge>
  const entries = contacts ? await listEntries(field, contacts, props.members) : []
  const hidden = field === 'merchant-issues' && merchantIssues === 'hidden'
  if (entries.length === 0) return <span className="text-muted">{t(hidden ? 'notAsked' : 'optional')}</span>
  return (
    <>
      <ul className="flex flex-col gap-1">
        {entries.map(({ id, words }) => (
          <li key={id}>{words}</li>
        ))}
      </ul>
      {hidden ? <p className="text-muted text-small">{t('kept')}</p> : null}
    </>
  )
}

type Entry = { id: string; words: ReactNode }

async function listEntries(
  field: FieldId,
  contacts: ContactInformation,
  members: readonly Member[],
): Promise<Entry[]> {
  if (field === 'alerts') {
    return members
      .filter(({ userId }) => contacts.alerts.includes(userId))
      .map(({ userId, name, email }) => ({
        id: userId,
        words: <Named name={name} email={email} />,
      }))
  }
  if (field === 'support-hours') {
    return sayHours(contacts[field], await getLocale()).map((line) => ({ id: line, words: line }))
  }
  const addresses = isAddressFieldId(field)
    ? contacts[field]
    : [contacts[field]].filter((one) => one !== null)
  const known = members.map(({ email }) => email)
  const entries = addresses.map((contact) => ({
    id: contact.address,
    words: (
      <AddressView contact={contact} confirmed={confirmationOf(contact.address, known) === 'confirmed'} />
    ),
  }))
  return isAddressFieldId(field) ? entries : [...entries, ...listPublicWays(contacts['brand-support'])]
}

function listPublicWays(brand: ContactInformation['brand-support']): Entry[] {
  return [
    ...(brand?.phone ? [{ id: 'phone', words: brand.phone }] : []),
    ...(brand?.helpUrl
      ? [
          {
            id: 'help',
            words: (
              <a href={brand.helpUrl} rel="noreferrer">
                {brand.helpUrl}
              </a>
            ),
          },
        ]
      : []),
  ]
}

async function AddressView({ contact, confirmed }: { contact: ContactAddress; confirmed: boolean }) {
  const t = await getTranslations('admin.contacts')
  const languages = await getTranslations('common.languages')
  const notes = [
    contact.label,
    contact.locale && t('language', { language: languages(contact.locale) }),
  ].filter(Boolean)
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <a href={`mailto:${contact.address}`}>{contact.address}</a>
      {notes.length > 0 ? <span className="text-muted text-small">{notes.join(' · ')}</span> : null}
      <Badge meaning={confirmed ? 'good' : 'neutral'}>{t(confirmed ? 'confirmed' : 'unconfirmed')}</Badge>
    </span>
  )
}

function Named({ name, email }: { name: string; email: string }) {
  return (
    <>
      {name ? `${name} · ` : ''}
      <a href={`mailto:${email}`}>{email}</a>
    </>
  )
}
