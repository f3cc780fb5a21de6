import {
  type ContactInformation,
  hostOf,
  type MerchantIssuesRule,
  nameEndpoint,
  type ServedField,
  servedFields,
  showEndpoint,
} from '#/db/words/accounts.ts'
import type { Locale, MemberRole } from '#/db/words/people.ts'
import { endpointIdOf, endpointKey, type PointKey, type PointKind, type Purpose } from '#/db/words/points.ts'
import { contactsInUse, endpointsOf, entriesOf } from '#/lib/contacts/fields/entries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export type PointMember = {
  userId: string
  email: string
  name: string
  locale: Locale | null
  timeZone: string | null
  role: MemberRole
}

/** Whose points these are: a loaded account, or what routing reads of one. `contacts` as stored. */
export type Holder<Member extends PointMember = PointMember> = {
  account: { defaultLocale: Locale }
  integrationType: { merchantIssues: MerchantIssuesRule }
  members: readonly Member[]
  contacts: ContactInformation | null
  /** Its endpoints that notices may go to. */
  live?: ReadonlySet<string>
}

/** One way to reach somebody at an account, however many fields have it. */
export type ContactPoint<Member extends PointMember = PointMember> = {
  key: PointKey
  kind: PointKind
  /** For people: the address as it was written; of an endpoint its service and host. */
  shown: string
  /** What messages to an endpoint keep of it: with its label where another one looks alike; limits count by its host. */
  sentTo?: { shown: string; host: string }
  /** The account's label, or the member's name. */
  label: string
  locale: Locale
  /** Of a member (IANA); null if unknown. */
  timeZone: string | null
  /** Whose own it is. Members read their mail, as they show by signing in: such a point counts as confirmed. */
  member: Member | null
  /** The fields that have it, in the order of the form, then `owners`; empty for other members. */
  serves: readonly Purpose[]
}

/** The points of each purpose, with the words that its field has for them. */
export type PointsByPurpose<Member extends PointMember = PointMember> = ReadonlyMap<
  Purpose,
  ContactPoint<Member>[]
>

/**
 * Each point of an account once, in the order of the form, then members as given; a point in several fields has the
 * words of the first. `kept`: also fields that the integration type hides; `used`: without those.
 */
export function listPoints<Member extends PointMember>(
  of: Holder<Member>,
  which: 'kept' | 'used',
): ContactPoint<Member>[] {
  return [...onceByKey(listUses(of, which === 'kept')).values()]
}

/** The mail addresses that a field has as its own, by key, with the words of the first such field. */
export function listContacts<Member extends PointMember>(
  of: Holder<Member>,
  which: 'kept' | 'used',
): Map<PointKey, ContactPoint<Member>> {
  const uses = listUses(of, which === 'kept')
  const isOwn = ({ purpose, point }: (typeof uses)[number]) =>
    point.kind === 'mail' && servedFields.some((field) => field === purpose)
  return onceByKey(uses.filter(isOwn))
}

function onceByKey<Member extends PointMember>(
  uses: readonly { point: ContactPoint<Member> }[],
): Map<PointKey, ContactPoint<Member>> {
  const points = new Map<PointKey, ContactPoint<Member>>()
  for (const { point } of uses) if (!points.has(point.key)) points.set(point.key, point)
  return points
}

export function keysOf(points: readonly Pick<ContactPoint, 'key'>[]): PointKey[] {
  return points.map(({ key }) => key)
}

/** The fields that have the point as an address of their own. */
export function fieldsOf({ serves }: Pick<ContactPoint, 'serves'>): ServedField[] {
  return servedFields.filter((field) => serves.includes(field))
}

/** The points by purpose that notices may go to, each once in a purpose. */
export function groupPoints<Member extends PointMember>(of: Holder<Member>): PointsByPurpose<Member> {
  const grouped = new Map<Purpose, ContactPoint<Member>[]>()
  for (const { purpose, point } of listUses(of, false)) {
    if (purpose === null || !isTold(point, of)) continue
    const known = grouped.get(purpose)
    if (known) known.push(point)
    else grouped.set(purpose, [point])
  }
  return grouped
}

/** An unconfirmed or disabled endpoint is told nothing. */
function isTold({ key }: Pick<ContactPoint, 'key'>, { live }: Pick<Holder, 'live'>): boolean {
  const id = endpointIdOf(key)
  return id === null || live?.has(id) === true
}

/** The same without endpoints, for what only mail says. */
export function mailPoints(points: PointsByPurpose): PointsByPurpose {
  return new Map([...points].map(([purpose, some]) => [purpose, some.filter(({ kind }) => kind === 'mail')]))
}

type Words = Pick<ContactPoint, 'label' | 'locale' | 'timeZone'>

/** Each point once per purpose; with a null purpose, members who have none. */
function listUses<Member extends PointMember>(
  { account, integrationType, members, contacts: stored }: Holder<Member>,
  kept: boolean,
): { purpose: Purpose | null; point: ContactPoint<Member> }[] {
  const contacts = kept || !stored ? stored : contactsInUse(stored, integrationType.merchantIssues)
  const memberById = new Map(members.map((member) => [member.userId, member]))
  const memberByKey = new Map(members.map((member) => [addressKey(member.email), member]))
  // Uses of one point share the list, which is complete only at the end.
  const servesOf = new Map<PointKey, Purpose[]>()
  const uses: { purpose: Purpose | null; point: ContactPoint<Member> }[] = []
  const add = (
    purpose: Purpose | null,
    shown: string,
    words: Words,
    { key, ...of }: Pick<ContactPoint, 'key' | 'kind' | 'sentTo'> = { key: addressKey(shown), kind: 'mail' },
  ) => {
    const known = servesOf.get(key)
    if (known && (purpose === null || known.includes(purpose))) return
    const serves = known ?? []
    if (purpose !== null) serves.push(purpose)
    servesOf.set(key, serves)
    const member = memberByKey.get(key) ?? null
    uses.push({ purpose, point: { key, ...of, shown, ...words, member, serves } })
  }
  const addMember = (purpose: Purpose | null, { email, name, locale, timeZone }: Member) =>
    add(purpose, email, { label: name, locale: locale ?? account.defaultLocale, timeZone })
  for (const userId of contacts?.alerts ?? []) {
    const member = memberById.get(userId)
    if (member) addMember('alerts', member)
  }
  const wordsOf = ({ label, locale }: { label: string; locale: Locale | null }): Words => ({
    ...{ label, locale: locale ?? account.defaultLocale, timeZone: null },
  })
  for (const { field, entry } of entriesOf(contacts)) add(field, entry.address, wordsOf(entry))
  const endpoints = endpointsOf(contacts)
  for (const { field, entry } of endpoints) {
    const { id, kind } = entry
    const shown = showEndpoint(entry)
    const sentTo = { shown: nameEndpoint(entry), host: hostOf(entry) }
    add(field, shown, wordsOf(entry), { key: endpointKey(id), kind, sentTo })
  }
  for (const member of members) addMember(member.role === 'owner' ? 'owners' : null, member)
  return uses
}
