import { getLocale, getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import {
  type BrandSupport,
  type ContactAddress,
  type ContactInformation,
  type EndpointEntry,
  type FieldId,
  fieldIds,
  type MerchantIssuesRule,
  rowOf,
  ruleOf,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { helpLink, phoneLink } from '#/lib/accounts/brand-page/links.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { endpointsOf, entriesOf } from '#/lib/contacts/fields/entries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { hasValue, type MissingField } from '#/lib/contacts/fields/policy.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { allowedKindsOf } from '#/lib/platform/settings/allowed-kinds.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { type AddressStatuses, AddressStatusLine } from './address-status.tsx'
import { MailLink } from './copied-address.tsx'
import { EndpointName, EndpointStanding } from './endpoint-status.tsx'

export type ContactDetailsProps = {
  contacts: ContactInformation | null
  missing: readonly MissingField[]
  members: readonly { userId: string; name: string; email: string }[]
  merchantIssues: MerchantIssuesRule
  statuses: AddressStatuses
  endpoints: readonly KnownEndpoint[]
  /** The page of the endpoints, for those who may change them. */
  endpointsPath?: string | undefined
  /** The member who reads it; null for staff, who also see the mail server's answers. */
  readerId: string | null
  defaultLocale: Locale
  picture: ReactNode
  /** The page that shows a field as a form, for those who may change it. */
  editPath?: string | undefined
}

/**
 * Shows the contact information that routing uses, and what is missing. A field that the integration type hides appears
 * only if it has a value (product.md, The account).
 */
export async function ContactDetails(props: ContactDetailsProps) {
  const t = await getTranslations('contacts.details')
  const shown = listShownFields(props)
  const names = await listFieldNames(shown)
  return (
    <DescriptionList
      items={shown.map((field, index) => {
        const mark = rowOf(field).audience
        return {
          term: names[index] ?? field,
          mark: mark && <Badge icon={mark === 'public' ? 'globe' : 'lock'}>{t(mark)}</Badge>,
          description: <FieldContent {...props} field={field} />,
        }
      })}
    />
  )
}

/** The fields to show: a hidden one only if it has a value. */
export function listShownFields(
  props: Pick<ContactDetailsProps, 'contacts' | 'merchantIssues'>,
): readonly FieldId[] {
  return fieldIds.filter((field) => !isHidden(props, field) || hasValue(props.contacts, field))
}

/** A field's values and its missing mark; both appear after an alert contact left. */
export async function FieldContent({ field, ...props }: ContactDetailsProps & { field: FieldId }) {
  const t = await getTranslations('contacts.details')
  const missing = props.missing.find((one) => one.field === field)
  const given = hasValue(props.contacts, field)
  const listed = endpointsOf(props.contacts).filter((one) => one.field === field)
  return (
    <div className="flex flex-col gap-1">
      {missing ? (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge meaning="attention">{t('missing')}</Badge>
          {missing.reason === 'left' ? <span className="text-small">{t('left')}</span> : null}
        </p>
      ) : null}
      {props.contacts && given ? <Given {...props} contacts={props.contacts} field={field} /> : null}
      <FieldEndpoints {...props} field={field} listed={listed.map(({ entry }) => entry)} />
      {!given && !missing && listed.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
      {isHidden(props, field) ? <p className="text-muted text-small">{t('kept')}</p> : null}
    </div>
  )
}

type FieldEndpointsProps = Pick<ContactDetailsProps, 'endpoints' | 'endpointsPath'> & {
  field: FieldId
  listed: readonly EndpointEntry[]
}

/** The endpoints of a field with their states; where an emergency makes no sound, one is added. */
async function FieldEndpoints({ field, listed, endpoints, endpointsPath }: FieldEndpointsProps) {
  const t = await getTranslations('contacts.form')
  if (listed.length > 0)
    return (
      <ul className="mt-1 flex flex-col gap-2">
        {listed.map((entry) => {
          const known = endpoints.find(({ id }) => id === entry.id)
          const href = endpointsPath && known ? `${endpointsPath}/${entry.id}` : undefined
          return (
            <li key={entry.id}>
              <div>
                <EndpointName endpoint={entry} href={href} />
              </div>
              {known ? <EndpointStanding {...known} /> : null}
            </li>
          )
        })}
      </ul>
    )
  const mayAdd = endpointsPath && allowedKindsOf(await currentSettings()).kinds.length > 0
  return mayAdd && field === 'technical-emergency' ? (
    <p className="text-small print:hidden">
      <Link href={`${endpointsPath}/new?field=${field}`}>{t('addEndpoint')}</Link>
    </p>
  ) : null
}

type GivenProps = ContactDetailsProps & { contacts: ContactInformation; field: FieldId }

async function Given(props: GivenProps) {
  const { contacts, field, picture, defaultLocale } = props
  if (field === 'alerts') return <AlertMembers {...props} />
  if (field === 'support-hours') return <Hours windows={contacts['support-hours']} picture={picture} />
  const listed = entriesOf(contacts).filter((one) => one.field === field)
  return (
    <ul className="flex flex-col gap-2">
      {listed.map(({ entry: contact }) => (
        <li key={contact.address}>
          <ContactLine
            contact={contact}
            defaultLocale={defaultLocale}
            status={props.statuses.get(addressKey(contact.address))}
            staff={props.readerId === null}
            edit={props.editPath ? `${props.editPath}?edit=${field}#${field}` : null}
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

function isHidden({ merchantIssues }: Pick<ContactDetailsProps, 'merchantIssues'>, field: FieldId): boolean {
  return ruleOf(field, merchantIssues) === 'hidden'
}

type ContactLineProps = {
  contact: ContactAddress | BrandSupport
  defaultLocale: Locale
  status: PointState | undefined
  staff: boolean
  edit: string | null
}

/** An address with status, label and mail language; the brand's also with phone and page. */
async function ContactLine({ contact, defaultLocale, status, staff, edit }: ContactLineProps) {
  const t = await getTranslations('contacts.details')
  const language = languageName(contact.locale ?? defaultLocale, await getLocale())
  const { phone, helpUrl } = { phone: '', helpUrl: '', ...contact }
  const dial = phoneLink(phone)
  const page = helpLink(helpUrl)
  return (
    <>
      <Address
        address={contact.address}
        status={status}
        of={staff ? 'staff' : 'phone' in contact ? 'public' : 'contact'}
        field={edit}
      />
      <span className="block text-muted text-small">
        {[contact.label, t('language', { language })].filter(Boolean).join(' · ')}
      </span>
      {phone ? (
        <span className="block text-small">
          {t('phone')}: {dial ? <a href={dial}>{phone}</a> : phone}
        </span>
      ) : null}
      {helpUrl ? (
        <span className="block wrap-anywhere text-small">
          {t('helpUrl')}:{' '}
          {page ? (
            <a href={page} rel="noreferrer nofollow" data-bare>
              {helpUrl}
            </a>
          ) : (
            helpUrl
          )}
        </span>
      ) : null}
    </>
  )
}

/** The alert contacts with the status of their addresses, including those who are no longer members. */
async function AlertMembers({ contacts, members, statuses, readerId }: GivenProps) {
  const t = await getTranslations('contacts.details')
  return (
    <ul className="flex flex-col gap-2">
      {contacts.alerts.map((userId) => {
        const member = members.find((one) => one.userId === userId)
        if (!member) {
          return (
            <li key={userId} className="text-muted">
              {t('notMember')}
            </li>
          )
        }
        return (
          <li key={userId}>
            {member.name ? <span className="font-medium">{member.name} </span> : null}
            <Address
              address={member.email}
              status={statuses.get(addressKey(member.email))}
              of={readerId === null ? 'staff' : userId === readerId ? 'own' : 'member'}
            />
          </li>
        )
      })}
    </ul>
  )
}

type AddressProps = {
  address: string
  status: PointState | undefined
  of: ComponentProps<typeof AddressStatusLine>['of']
  field?: string | null
}

/** An email address with its status, in red if it bounces. */
function Address({ address, status, of, field }: AddressProps) {
  return (
    <>
      <MailLink address={address} bounces={status?.status === 'bouncing'} />
      {status ? (
        <span className="block">
          <AddressStatusLine status={status} of={of} field={field} />
        </span>
      ) : null}
    </>
  )
}
