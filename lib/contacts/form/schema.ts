import { z } from 'zod'
import {
  type BrandSupport,
  type ContactAddress,
  type HoursRow,
  maxLengths,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import { minutesPerDay, readTime, toTime, weekdays } from '#/lib/contacts/hours/week.ts'
import { mergeWindows } from '#/lib/contacts/hours/windows.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import { readZone } from '#/lib/platform/i18n/zone-choices.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'

/** Every error code of a check of contact information: each is a message. */
export type ContactErrorCode = keyof Messages['contacts']['errors']
export type ContactError = { code: ContactErrorCode; params: Record<string, string | number> }

function refuse(
  ctx: z.RefinementCtx,
  code: ContactErrorCode,
  params: ContactError['params'] = {},
  path: string[] = [],
): typeof z.NEVER {
  ctx.addIssue({ code: 'custom', params: { code, params }, path })
  return z.NEVER
}

/** The errors of a failed check, by the path inside the checked value (`address`, `opens`); keeps the first of each. */
export function toContactErrors(error: z.ZodError): Map<string, ContactError> {
  const found = new Map<string, ContactError>()
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    const said = issue.code === 'custom' ? saidSchema.safeParse(issue.params) : null
    if (!found.has(path)) found.set(path, said?.success ? said.data : { code: 'wrong-type', params: {} })
  }
  return found
}

/** Only `refuse` writes the value that this reads. */
const saidSchema = z.custom<ContactError>(
  (said) => typeof said === 'object' && said !== null && 'code' in said,
)

const addressText = z.string().transform((raw, ctx) => {
  const parsed = parseAddress(raw)
  if (parsed.ok) return parsed.address
  const { max, character } = parsed.params
  return refuse(ctx, parsed.code, { ...(max && { max }), ...(character && { character }) })
})

const labelText = z.string().transform((raw, ctx) => {
  const label = raw.trim().normalize('NFC')
  if (label.length > maxLengths.label) return refuse(ctx, 'label-too-long', { max: maxLengths.label })
  if (hasControlCharacters(label) || hasDirectionMarks(label)) return refuse(ctx, 'label-characters')
  return label
})

/** A language, or none for the account's own. The form has no null and the API no empty text: it takes both. */
const localeChoice = z
  .string()
  .nullable()
  .transform((raw, ctx) => {
    if (raw === null || raw === '') return null
    return isLocale(raw) ? raw : refuse(ctx, 'locale-unknown')
  })

/** Digits, some of them in brackets, as in (06) or +39(0)6. */
const digitGroup = /^(\d+|\(\d+\)\d*|\d+\(\d+\)\d*)$/

/** As people write numbers: groups with 6–15 digits in all, the most of ITU-T E.164. */
const phoneText = z.string().transform((raw, ctx) => {
  const phone = raw.trim()
  if (phone === '') return phone
  if (phone.length > maxLengths.phone || !/^\+?[0-9 ().-]+$/.test(phone)) return refuse(ctx, 'phone')
  const digits = phone.replace(/[^0-9]/g, '').length
  if (digits < 6 || digits > 15) return refuse(ctx, 'phone-digits', { min: 6, max: 15 })
  const groups = phone.replace(/^\+ ?/, '').split(/[ .-]{1,3}/)
  return groups.every((group) => digitGroup.test(group)) ? phone : refuse(ctx, 'phone-shape')
})

/** A public web page: shown as a public link, so no other scheme is allowed. */
const helpUrlText = z.string().transform((raw, ctx) => {
  const typed = raw.trim()
  if (typed === '') return typed
  if (typed.length > maxLengths.helpUrl) return refuse(ctx, 'url-too-long', { max: maxLengths.helpUrl })
  if (hasControlCharacters(typed) || hasDirectionMarks(typed) || /[\s\\]/.test(typed))
    return refuse(ctx, 'url')
  if (!/^https?:\/\//i.test(typed)) return refuse(ctx, 'url-scheme')
  const url = URL.parse(typed)
  if (url === null) return refuse(ctx, 'url')
  if (url.username !== '' || url.password !== '') return refuse(ctx, 'url-credentials')
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) return refuse(ctx, 'url-host')
  return url.href.length > maxLengths.helpUrl
    ? refuse(ctx, 'url-too-long', { max: maxLengths.helpUrl })
    : url.href
})

/** Each of the three reads a typed row and answers its stored form; it reads a stored row unchanged. */
export const contactAddressSchema = z.object({
  address: addressText,
  label: labelText,
  locale: localeChoice,
}) satisfies z.ZodType<ContactAddress>

export const brandSupportSchema = contactAddressSchema.extend({
  phone: phoneText,
  helpUrl: helpUrlText,
}) satisfies z.ZodType<BrandSupport>

/**
 * Each control gets its own error (product.md, Support hours). Times may be written `9`, `9:00`, `09.00`; a closing
 * time of `00:00` is the end of the day.
 */
export const supportWindowSchema = z
  .object({ days: z.array(z.coerce.string()), opens: z.string(), closes: z.string(), zone: z.string() })
  .transform((row, ctx): SupportWindow => {
    const days = weekdays.filter((day) => row.days.includes(String(day)))
    if (row.days.length === 0) refuse(ctx, 'hours-days-required', {}, ['days'])
    else if (days.length !== new Set(row.days).size) refuse(ctx, 'hours-days', {}, ['days'])

    const opens = readTime(row.opens)
    const closes = readTime(row.closes)
    if (opens === null) refuse(ctx, problemOfTime(row.opens), {}, ['opens'])
    else if (opens === minutesPerDay) refuse(ctx, 'hours-opens-midnight', {}, ['opens'])
    if (closes === null) refuse(ctx, problemOfTime(row.closes), {}, ['closes'])
    else if (closes === opens) refuse(ctx, 'hours-no-length', {}, ['closes'])

    const read = readZone(row.zone)
    if (read.zone === null) refuseZone(ctx, row.zone.trim(), read.candidates)
    const { zone } = read
    if (opens === null || closes === null || zone === null) return z.NEVER
    return { days, opens: toTime(opens), closes: toTime(closes === 0 ? minutesPerDay : closes), zone }
  })

function refuseZone(ctx: z.RefinementCtx, typed: string, candidates: readonly string[]): void {
  if (typed === '') refuse(ctx, 'hours-zone-required', {}, ['zone'])
  else if (candidates.length === 0) refuse(ctx, 'hours-zone', {}, ['zone'])
  else refuse(ctx, 'hours-zone-several', { typed, zones: candidates.join(', ') }, ['zone'])
}

/** The valid windows of a draft, merged, for its picture. */
export function listReadableWindows(rows: readonly HoursRow[]): SupportWindow[] {
  const windows = rows.flatMap((row) => supportWindowSchema.safeParse(row).data ?? [])
  return mergeWindows(windows).windows
}

function problemOfTime(raw: string): ContactErrorCode {
  return raw.trim() === '' ? 'hours-time-required' : 'hours-time'
}
