import { getMessages, getTranslations } from 'next-intl/server'
import {
  type AccountEnvironment,
  type ContactFormValues,
  type EndpointEntry,
  type FieldId,
  isAddressFieldId,
  isRouted,
  nameEndpoint,
} from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { listEndpointEntries } from '#/lib/accounts/points/endpoints.ts'
import { lastChangeOf } from '#/lib/accounts/revisions/queries.ts'
import type { ContactConflict } from '#/lib/changes/contacts/commands.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import type { ConflictingField, ContactFormState } from '#/lib/contacts/form/form-state.ts'
import type { ContactErrors } from '#/lib/contacts/form/validate.ts'
import { differingFields, isBlankAddressRow, withUnshown } from '#/lib/contacts/form/values.ts'
import { isBlankHoursRow } from '#/lib/contacts/hours/blank-row.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** The sentences for a refused submission, by control. */
export async function formatContactErrors(errors: ContactErrors): Promise<Record<string, string>> {
  const t = await getTranslations('contacts.errors')
  return Object.fromEntries(
    Object.entries(errors).map(([path, { code, params }]) => [
      path,
      code === 'required' ? t(`required.${requiredKind(path)}`) : t(code, params as never),
    ]),
  )
}

/** What a required field without any entry asks for. */
function requiredKind(field: string): 'alerts' | 'hours' | 'addresses' {
  if (field === 'alerts') return 'alerts'
  return field === 'support-hours' ? 'hours' : 'addresses'
}

/**
 * The form's state after somebody else saved: both sides of each differing field in words. We drop former members from
 * the choice and say so; if nothing else differs, there is no choice to make.
 */
export async function listConflicts(
  state: ContactFormState,
  grant: AccountGrant,
  { environment, section }: { environment: AccountEnvironment; section?: FieldId | undefined },
  { stored }: ContactConflict,
): Promise<ContactFormState> {
  const { merchantIssues } = grant.integrationType
  const values = withMembersAlone(state.values, grant)
  const left = state.values.alerts.length - values.alerts.length
  const mine = withUnshown(values, stored.values, { environment, merchantIssues })
  const differing = differingFields(mine, stored.values).filter((field) => !section || field === section)
  const fieldNames = await listFieldNames(differing)
  const days = await listDayNames()
  const endpoints = await listEndpointEntries((await getStore()).read, grant.account.id)
  const names = { members: grant.members, endpoints, days }
  const fields = differing.map((field, index): ConflictingField => {
    const format = (values: ContactFormValues) => formatFieldLines(values, field, names)
    return { field, name: fieldNames[index] ?? field, mine: format(values), theirs: format(stored.values) }
  })
  const { by, refused } = lastChangeOf(stored) ?? { by: '', refused: false }
  const t = await getTranslations('contacts.form')
  const lines = [
    left > 0 ? t('leftMeanwhile', { count: left }) : '',
    left === 0 && fields.length === 0
      ? `${t(refused ? 'conflictRefused' : 'conflictTitle', { name: by })}.`
      : '',
    fields.length === 0 ? t('conflictNone') : '',
  ].filter(Boolean)
  return {
    ...state,
    values,
    version: stored.version,
    message: lines.length > 0 ? { meaning: 'information', text: lines.join(' ') } : null,
    conflict: fields.length > 0 ? { by, refused, fields } : null,
  }
}

/** Weekdays by the form's numbers. */
export async function listDayNames(): Promise<Record<string, string>> {
  return (await getMessages()).contacts.form.days
}

function withMembersAlone(values: ContactFormValues, { members }: AccountGrant): ContactFormValues {
  return {
    ...values,
    alerts: values.alerts.filter((alert) => members.some(({ userId }) => userId === alert)),
  }
}

/** What the form names by ids and numbers. */
type FormNames = Pick<AccountGrant, 'members'> & {
  endpoints: readonly EndpointEntry[]
  days: Record<string, string>
}

/** A field of the form in words, one line for each entry. */
export function formatFieldLines(values: ContactFormValues, field: FieldId, names: FormNames): string[] {
  const ids = isRouted(field) ? values.endpoints[field] : undefined
  const endpoints = names.endpoints.filter(({ id }) => ids?.includes(id)).map(nameEndpoint)
  return [...formatEntryLines(values, field, names), ...endpoints]
}

function formatEntryLines(values: ContactFormValues, field: FieldId, { members, days }: FormNames): string[] {
  if (field === 'alerts') {
    return members
      .filter(({ userId }) => values.alerts.includes(userId))
      .map(({ name, email }) => name || email)
  }
  if (field === 'support-hours') {
    // Only a tampered form contains an invalid day; we show it unchanged.
    const named = (day: string) => (Object.hasOwn(days, day) ? days[day] : day)
    return values[field]
      .filter((row) => !isBlankHoursRow(row))
      .map((row) => `${row.days.map(named).join(', ')} ${row.opens}–${row.closes} ${row.zone}`)
  }
  if (isAddressFieldId(field)) {
    return values[field]
      .filter((row) => !isBlankAddressRow(row))
      .map(({ address, label, locale }) => [address, label, locale].filter(Boolean).join(', '))
  }
  const { address, label, locale, phone, helpUrl } = values['brand-support']
  return [address, label, locale, phone, helpUrl].filter(Boolean)
}
