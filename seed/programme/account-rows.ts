import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import type { ContactInformation, IntegrationState, MerchantIssuesRule } from '#/db/words/accounts.ts'
import type { PointMember } from '#/lib/accounts/points/points.ts'
import { checkReminderAfter } from '#/lib/changes/checks/policy.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { drillDateWithoutPlan } from '#/lib/notices/drills/policy.ts'
import { deadlineBounds } from '#/lib/platform/settings/schema.ts'
import { day, minute } from '#/lib/platform/values/clock.ts'
import { nameKeyOf } from '#/lib/platform/values/fold.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { accountRow, contactsAt, draftRow, revisionRow } from '#/seed/accounts.ts'
import { invitationRow, membershipRow, userRow } from '#/seed/people.ts'
import { addAudit } from './audit-rows.ts'
import type { Dice } from './dice.ts'
import { nameAccount, namePerson } from './names.ts'
import type { Rows } from './rows.ts'
import { addIndex } from './search-rows.ts'

/** What the makers of notices and cases need from an account. */
export type SeededAccountFacts = {
  id: string
  state: IntegrationState
  /** When it was first complete; null if never. */
  openSince: number | null
  owner: SeededPerson
  alert: SeededPerson
  contacts: ContactInformation | null
}
export type SeededPerson = { id: string; email: string; name: string }
export type AccountSetting = {
  dice: Dice
  /** The seed's now; milliseconds UTC. */
  at: number
  types: readonly [SeedType, ...SeedType[]]
  /** Ids of staff. */
  staff: readonly [string, ...string[]]
  sourceId: string
}
type SeedType = { id: string; merchantIssues: MerchantIssuesRule }
type Course = 'waiting' | 'filling' | 'complete' | 'fell behind'

/** Adds an account with a random history, its people and its search rows. */
export function addAccount(rows: Rows, setting: AccountSetting, number: number, createdAt: number) {
  const { dice, at } = setting
  const id = dice.id(createdAt)
  const named = nameAccount(dice, number)
  const type = dice.pick(setting.types)
  const course = dice.weigh<Course>({ waiting: 12, filling: 13, complete: 69, 'fell behind': 6 })
  const members = addMembers(rows, setting, {
    id,
    slug: named.slug,
    number,
    createdAt,
    invitedOnly: course === 'waiting' && dice.chance(0.6),
  })
  const [owner, alert] = [members.people[0], members.people.at(-1) ?? members.people[0]]
  const isOpened = course === 'complete' || course === 'fell behind'
  const completedAt = createdAt + timeToComplete(dice)
  const firstCompleteAt = isOpened ? (completedAt < at ? completedAt : dice.between(createdAt, at)) : null
  const contacts =
    firstCompleteAt === null
      ? null
      : makeContacts(dice, { slug: named.slug, alerts: [alert.id], rule: type.merchantIssues })
  const later = course === 'fell behind' && contacts ? { ...contacts, alerts: [] } : contacts
  const submittedAt = firstCompleteAt === null ? null : dice.between(firstCompleteAt, at)
  const saved = { accountId: id, savedBy: owner.id }
  if (contacts && later && firstCompleteAt !== null && submittedAt !== null) {
    const row = { ...saved, id: dice.id(firstCompleteAt), version: 1, savedAt: firstCompleteAt }
    rows.add(contactRevisions, revisionRow({ ...row, content: contacts }))
    if (later !== contacts) {
      const left = { ...saved, id: dice.id(submittedAt), version: 2, savedAt: submittedAt, content: later }
      rows.add(contactRevisions, revisionRow({ ...left, cause: 'left', leaverId: dice.id(submittedAt) }))
    }
  }
  if (course === 'filling') {
    const technical = [{ address: `tech@${named.slug}.example`, label: '', locale: '' }]
    const savedAt = dice.between(createdAt, at)
    rows.add(contactDrafts, draftRow({ ...saved, version: 1, savedAt, values: { technical } }))
  }
  const checkDueAt = submittedAt === null ? null : at + dice.between(-9 * day, 171 * day)
  const state = firstCompleteAt === null ? 'onboarding' : stateOf(dice, course)
  const drilledAt = state === 'live' && dice.chance(0.75) ? dice.between(at - 180 * day, at) : null
  const account = accountRow({
    id,
    ...named,
    nameKey: nameKeyOf(named),
    integrationTypeId: type.id,
    defaultLocale: dice.chance(0.85) ? 'it' : 'en',
    state,
    stateReason: state === 'disabled' ? 'The feed has been empty for three weeks.' : '',
    stateChangedAt: firstCompleteAt === null ? createdAt : dice.between(firstCompleteAt, at),
    firstCompleteAt,
    dueAt:
      course === 'fell behind'
        ? at + dice.between(-30 * day, deadlineBounds.completionDays.initial * day)
        : null,
    contactsVersion: submittedAt === null ? (course === 'filling' ? 1 : 0) : course === 'fell behind' ? 2 : 1,
    createdAt,
    checkDueAt,
    // Accounts with a check due were asked on that day.
    checkMailDueAt: checkDueAt === null || checkDueAt > at ? checkDueAt : checkDueAt + checkReminderAfter,
    nudgedAt: course === 'waiting' && dice.chance(0.2) ? dice.between(createdAt, at) : null,
    drilledAt,
    drillDueAt:
      state === 'live' && firstCompleteAt !== null
        ? drillDateWithoutPlan({
            accountId: id,
            zone: businessZone(later),
            drilledAt,
            drillDays: deadlineBounds.drillDays.initial,
            liveSince: firstCompleteAt,
            at,
          })
        : null,
    reachedAfter: drilledAt !== null && dice.chance(0.8) ? dice.between(2 * minute, 90 * minute) : null,
  })
  const flags = addIndex(rows, setting, account, members.joined, later, type.merchantIssues)
  rows.add(accounts, { ...account, ...flags })
  addAudit(rows, setting, account, owner.id)
  return { id, state, openSince: firstCompleteAt, owner, alert, contacts: later }
}

/** Contact information with every required field: some six addresses, all at the account's own domain. */
function makeContacts(
  dice: Dice,
  { slug, alerts, rule }: { slug: string; alerts: string[]; rule: MerchantIssuesRule },
): ContactInformation {
  const perhaps = (share: number, local: string) => (dice.chance(share) ? [local] : [])
  const handlesMerchants = rule === 'required' || (rule === 'optional' && dice.chance(0.6))
  return contactsAt(`${slug}.example`, {
    alerts,
    'technical-emergency': [{ address: 'reperibilita', label: 'On call' }, ...perhaps(0.6, 'oncall')],
    technical: ['tech', ...perhaps(0.6, 'sviluppo')],
    'merchant-issues': handlesMerchants ? ['esercenti'] : [],
    operations: ['operativo', ...perhaps(0.5, 'segreteria'), ...perhaps(0.4, 'ufficio')],
    'brand-support': {
      address: 'assistenza',
      phone: dice.chance(0.7) ? `+39 0${dice.between(10, 99)} ${dice.between(100_000, 9_999_999)}` : '',
      helpUrl: dice.chance(0.4) ? `https://${slug}.example/aiuto` : '',
    },
  })
}

function stateOf(dice: Dice, course: Course): IntegrationState {
  return dice.weigh({
    live: 75,
    review: course === 'complete' ? 3 : 0,
    onboarding: 12,
    paused: 5,
    disabled: 5,
  })
}

/** From minutes to some weeks, mostly within days. */
function timeToComplete(dice: Dice): number {
  return Math.round(20 * minute + 60 * day * dice.next() ** 6 + 4 * day * dice.next() ** 2)
}

/** The roles of an account's first, second and third person. */
const roles = ['owner', 'editor', 'viewer'] as const

type Members = { people: [SeededPerson, ...SeededPerson[]]; joined: PointMember[] }

/** Adds one to three people, the first as owner; an account that was only invited has none. */
function addMembers(
  rows: Rows,
  { dice, at, staff }: AccountSetting,
  account: { id: string; slug: string; number: number; createdAt: number; invitedOnly: boolean },
): Members {
  const count = account.invitedOnly ? 1 : dice.pick([1, 2, 2, 3])
  const people: SeededPerson[] = []
  const joined: PointMember[] = []
  for (let place = 0; place < count; place++) {
    const { name, local } = namePerson(dice)
    const email = `${local}${place > 0 ? place : ''}@${account.slug}.example`
    const joinedAt = Math.min(at - minute, account.createdAt + dice.between(5 * minute, 3 * day))
    const person = { id: dice.id(joinedAt), email, name }
    people.push(person)
    const role = roles[place] ?? 'viewer'
    rows.add(
      invitations,
      invitationRow({
        id: dice.id(account.createdAt),
        accountId: account.id,
        email,
        role,
        locale: 'it',
        tokenHash: hashSecret(`${account.number} ${place} ${dice.next()}`),
        invitedBy: staff[0],
        byStaff: true,
        createdAt: account.createdAt,
        acceptedAt: account.invitedOnly ? null : joinedAt,
      }),
    )
    if (account.invitedOnly) continue
    const reads = { ...person, locale: dice.chance(0.8) ? ('it' as const) : null, timeZone: 'Europe/Rome' }
    joined.push({ ...reads, userId: person.id, role })
    rows.add(users, userRow({ ...reads, createdAt: joinedAt }))
    const of = { accountId: account.id, userId: person.id, role }
    const id = dice.id(joinedAt)
    const lastSeenAt = dice.between(joinedAt, at)
    rows.add(memberships, membershipRow({ ...of, id, createdAt: joinedAt, lastSeenAt }))
  }
  const [owner, ...rest] = people
  if (!owner) throw new Error('An account has one person at least.')
  return { people: [owner, ...rest], joined }
}
