import {
  type AddressRow,
  addressFieldIds,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  type HoursRow,
  type MerchantIssuesRule,
  type SupportWindow,
} from '#/db/words/contacts.ts'

export function blankAddressRow(address = ''): AddressRow {
  return { address, label: '', locale: '' }
}

export function blankHoursRow(zone = ''): HoursRow {
  return { days: [], opens: '', closes: '', zone }
}

/** A row nobody wrote into. Its language alone does not count: the list always shows one. */
export function isBlankAddressRow(row: AddressRow): boolean {
  return row.address.trim() === '' && row.label.trim() === ''
}

export function isBlankBrandSupport(row: ContactFormValues['brand-support']): boolean {
  return isBlankAddressRow(row) && row.phone.trim() === '' && row.helpUrl.trim() === ''
}

/** As for addresses, the zone alone does not count: its list always shows one. */
export function isBlankHoursRow(row: HoursRow): boolean {
  return row.days.length === 0 && row.opens.trim() === '' && row.closes.trim() === ''
}

/** The form of an account that has given nothing yet: each list has one row to write into. */
export function emptyValues(): ContactFormValues {
  return {
    alerts: [],
    'technical-emergency': [blankAddressRow()],
    technical: [blankAddressRow()],
    'merchant-issues': [blankAddressRow()],
    operations: [blankAddressRow()],
    'brand-support': { ...blankAddressRow(), phone: '', helpUrl: '' },
    'support-hours': [blankHoursRow()],
  }
}

/** The form as it opens on what a revision holds. */
export function toFormValues(info: ContactInformation): ContactFormValues {
  const brand = info['brand-support']
  return withRowToWriteInto({
    alerts: [...info.alerts],
    'technical-emergency': info['technical-emergency'].map(toAddressRow),
    technical: info.technical.map(toAddressRow),
    'merchant-issues': info['merchant-issues'].map(toAddressRow),
    operations: info.operations.map(toAddressRow),
    'brand-support': brand
      ? { ...toAddressRow(brand), phone: brand.phone, helpUrl: brand.helpUrl }
      : { ...blankAddressRow(), phone: '', helpUrl: '' },
    'support-hours': info['support-hours'].map(toHoursRow),
  })
}

/** The same with at least one row in every list, so that the form works where no script can add one. */
export function withRowToWriteInto(values: ContactFormValues): ContactFormValues {
  const filled = { ...values }
  for (const field of addressFieldIds) {
    if (filled[field].length === 0) filled[field] = [blankAddressRow()]
  }
  if (filled['support-hours'].length === 0) filled['support-hours'] = [blankHoursRow()]
  return filled
}

/**
 * A draft to be saved, with what the form did not show taken from what is already kept: alert contacts in Sandbox,
 * merchant issues where the integration type hides them. Saving must not wipe what one could not see.
 */
export function withUnshown(
  values: ContactFormValues,
  kept: ContactFormValues,
  shown: { environment: 'sandbox' | 'production'; merchantIssues: MerchantIssuesRule },
): ContactFormValues {
  return {
    ...values,
    alerts: shown.environment === 'sandbox' ? kept.alerts : values.alerts,
    'merchant-issues':
      shown.merchantIssues === 'hidden' ? kept['merchant-issues'] : values['merchant-issues'],
  }
}

export function toHoursRow(window: SupportWindow): HoursRow {
  return { ...window, days: window.days.map(String) }
}

function toAddressRow({ address, label, locale }: ContactAddress): AddressRow {
  return { address, label, locale: locale ?? '' }
}

/** A day of a row in words: what is none, as only a changed form holds, as it stands. */
export function sayTypedDay(day: string, nameOf: (day: string) => string): string {
  return /^[1-7]$/.test(day) ? nameOf(day) : day
}
