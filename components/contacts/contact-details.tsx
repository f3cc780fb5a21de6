import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import {
  type ContactInformation,
  type FieldId,
  fieldIds,
  isAddressFieldId,
  type MerchantIssuesRule,
  type SupportWindow,
} from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import type { MissingField } from '#/lib/contacts/fields/policy.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { AlertMembers } from './alert-members.tsx'
import { ContactLine } from './contact-line.tsx'

export type ContactDetailsProps = {
  /** The last revision's content. */
  contacts: ContactInformation | null
  missing: readonly MissingField[]
  members: readonly { userId: string; name: string; email: string }[]
  merchantIssues: MerchantIssuesRule
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
  /** Which member reads it; null for staff, who see what the mail server said. */
  readerId: string | null
  defaultLocale: Locale
  programme: string
  /** The picture of the week of these hours. */
  picture: ReactNode
}

const marks: Partial<Record<FieldId, 'private' | 'public'>> = {
  operations: 'private',
  'brand-support': 'public',
}

/**
 * What counts for routing, to be read: each field, its values, and what is missing of it. One that the integration type
 * hides is there only where a value is kept (product.md, The account).
 */
export async function ContactDetails(props: ContactDetailsProps) {
  const t = await getTranslations('contacts.details')
  const shown = fieldIds.filter((field) => !isHidden(props, field) || isGiven(props.contacts, field))
  const names = await listFieldNames(shown, props.programme)
  return (
    <DescriptionList
      items={shown.map((field, index) => {
        const mark = marks[field]
        return {
          term: names[index] ?? field,
          mark: mark && <Badge icon={mark === 'public' ? 'globe' : 'lock'}>{t(mark)}</Badge>,
          description: <FieldContent {...props} field={field} />,
        }
      })}
    />
  )
}

/** A field's values, and its mark where something required is missing: both, where alert contacts have left. */
async function FieldContent({ field, ...props }: ContactDetailsProps & { field: FieldId }) {
  const t = await getTranslations('contacts.details')
  const missing = props.missing.find((one) => one.field === field)
  const given = isGiven(props.contacts, field)
  return (
    <div className="flex flex-col gap-1">
      {missing ? (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge meaning="attention">{t('missing')}</Badge>
          {missing.reason === 'left' ? <span className="text-small">{t('left')}</span> : null}
        </p>
      ) : null}
      {props.contacts && given ? <Given {...props} contacts={props.contacts} field={field} /> : null}
      {!given && !missing ? <p className="text-muted">{t('none')}</p> : null}
      {isHidden(props, field) ? <p className="text-muted text-small">{t('kept')}</p> : null}
    </div>
  )
}

type GivenProps = ContactDetailsProps & { contacts: ContactInformation; field: FieldId }

async function Given({ contacts, field, picture, ...props }: GivenProps) {
  const { defaultLocale } = props
  if (field === 'alerts') return <AlertMembers {...props} userIds={contacts.alerts} />
  if (field === 'support-hours') return <Hours windows={contacts['support-hours']} picture={picture} />
  const brand = contacts['brand-support']
  const listed = isAddressFieldId(field) ? contacts[field] : brand ? [brand] : []
  return (
    <ul className="flex flex-col gap-2">
      {listed.map((contact) => (
        <li key={contact.address}>
          <ContactLine
            contact={contact}
            defaultLocale={defaultLocale}
            status={props.statuses.get(addressKey(contact.address))}
            staff={props.readerId === null}
          />
        </li>
      ))}
    </ul>
  )
}

async function Hours({ windows, picture }: { windows: SupportWindow[]; picture: ReactNode }) {
  const { formatHours } = contactFormatter(await getLocale())
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ul>
        {formatHours(windows).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {picture}
    </div>
  )
}

function isHidden({ merchantIssues }: ContactDetailsProps, field: FieldId): boolean {
  return field === 'merchant-issues' && merchantIssues === 'hidden'
}

function isGiven(contacts: ContactInformation | null, field: FieldId): boolean {
  const value = contacts?.[field] ?? []
  return !Array.isArray(value) || value.length > 0
}
