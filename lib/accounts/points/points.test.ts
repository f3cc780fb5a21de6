import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
// biome-ignore lint/style/noRestrictedImports: makes contacts of each field
import { addressFieldIds, type ContactInformation, type EndpointKind } from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { inEachList } from '#/tests/contact-values.ts'
import { groupPoints, type Holder, listContacts, listPoints } from './points.ts'

const member = (userId: string, role: MemberRole, given = {}) => ({
  ...{ userId, role, name: userId.toUpperCase(), email: `${userId}@contacts.example` },
  ...{ locale: null, timeZone: null, ...given },
})
const entry = (local: string, given = {}) => ({
  ...{ address: `${local}@contacts.example`, label: '', locale: null, ...given },
})
const holder = (contacts: ContactInformation | null, given: Partial<Holder> = {}): Holder => ({
  account: { defaultLocale: 'it' },
  integrationType: { merchantIssues: 'required' },
  members: [member('olga', 'owner'), member('anna', 'editor'), member('vito', 'viewer')],
  contacts,
  ...given,
})
const hidden = { integrationType: { merchantIssues: 'hidden' as const } }
const served = (...args: Parameters<typeof listPoints>) =>
  listPoints(...args).map(({ shown, serves }) => `${shown.split('@')[0]}: ${serves.join(' ')}`)

describe('the points of an account', () => {
  const complete = holder(completeContacts(['anna', 'gone']))

  test('are the fields in form order, then members as given', () => {
    expect(served(complete, 'used')).toEqual([
      'anna: alerts',
      'oncall: technical-emergency',
      'tech: technical',
      'merchants: merchant-issues',
      'operations: operations',
      'support: brand-support',
      'olga: owners',
      'vito: ',
    ])
    const members = holder(null).members.toReversed()
    expect(served(holder(null, { members }), 'kept')).toEqual(['vito: ', 'anna: ', 'olga: owners'])
  })

  test('leave out a hidden field in use, and keep it among all', () => {
    const of = { ...complete, ...hidden }
    expect(served(of, 'used')).not.toContain('merchants: merchant-issues')
    expect(served(of, 'kept')).toContain('merchants: merchant-issues')
    expect(groupPoints(of).get('merchant-issues')).toBeUndefined()
  })
})

describe('an address in several fields', () => {
  const technical = [entry('OnCall', { label: 'The team', locale: 'en' }), entry('anna')]
  const shared = holder(
    completeContacts(['anna'], { technical, operations: [entry('olga'), entry('oncall')] }),
    {
      members: [member('olga', 'owner', { locale: 'en', timeZone: 'Asia/Tokyo' }), member('anna', 'viewer')],
    },
  )

  test('is one point that serves all of them', () => {
    expect(served(shared, 'used')).toEqual([
      'anna: alerts technical',
      'oncall: technical-emergency technical operations',
      'merchants: merchant-issues',
      'olga: operations owners',
      'support: brand-support',
    ])
  })

  test('has the words of each field where that field is asked for', () => {
    const words = (purpose: 'technical' | 'technical-emergency' | 'operations' | 'owners', local: string) => {
      const found = groupPoints(shared)
        .get(purpose)
        ?.find(({ key }) => key === `${local}@contacts.example`)
      return [found?.shown.split('@')[0], found?.label, found?.locale, found?.timeZone]
    }
    expect(words('technical-emergency', 'oncall')).toEqual(['oncall', 'On-call pager', 'it', null])
    expect(words('technical', 'oncall')).toEqual(['OnCall', 'The team', 'en', null])
    expect(words('operations', 'olga')).toEqual(['olga', '', 'it', null])
    expect(words('owners', 'olga')).toEqual(['olga', 'OLGA', 'en', 'Asia/Tokyo'])
  })

  test('is a contact with the words and the place of its first field, also if it gets alerts too', () => {
    const members = [member('anna', 'editor', { email: 'Anna@contacts.example' })]
    const contacts = listContacts({ ...shared, members }, 'used')
    expect([...contacts.values()].map(({ shown, label }) => `${shown.split('@')[0]} ${label}`)).toEqual([
      'oncall On-call pager',
      'anna ',
      'merchants ',
      'olga ',
      'support ',
    ])
  })

  test('belongs to the member whose own address it is', () => {
    const owned = listPoints(shared, 'used').map(({ member }) => member?.userId)
    expect(owned).toEqual(['anna', undefined, undefined, 'olga', undefined])
  })
})

const local = fc.constantFrom('a', 'B', 'b', 'c', 'd')
const anyList = fc.array(
  local.map((name) => entry(name)),
  { maxLength: 4 },
)
const anyHolder = fc.record({
  contacts: fc.option(
    fc.record({
      ...inEachList(anyList),
      alerts: fc.array(fc.constantFrom('1', '2', 'gone')),
      'brand-support': fc.option(local.map((name) => ({ ...entry(name), phone: '', helpUrl: '' }))),
      'support-hours': fc.constant<ContactInformation['support-hours']>([]),
      endpoints: fc.constant({}),
    }),
  ),
  integrationType: fc.constantFrom(hidden.integrationType, { merchantIssues: 'required' as const }),
  members: fc.uniqueArray(
    fc
      .record({ userId: fc.constantFrom('1', '2', '3'), name: local, owner: fc.boolean() })
      .map(({ userId, name, owner }) =>
        member(userId, owner ? 'owner' : 'viewer', { email: `${name}@contacts.example` }),
      ),
    { selector: ({ userId }) => userId },
  ),
  account: fc.constant({ defaultLocale: 'it' as const }),
})

test('whatever the account, each address is one point, and each purpose has exactly the points that serve it', () => {
  fc.assert(
    fc.property(anyHolder, (of) => {
      const [kept, used] = (['kept', 'used'] as const).map((which) => listPoints(of, which))
      const keys = kept?.map(({ key }) => key)
      const typed = addressFieldIds.flatMap((field) => of.contacts?.[field] ?? [])
      const everybody = [...of.members.map(({ email }) => email), ...typed.map(({ address }) => address)]
      const brand = of.contacts?.['brand-support']?.address ?? []
      expect(new Set(keys)).toEqual(new Set(everybody.concat(brand).map(addressKey)))
      expect(new Set(keys).size).toBe(keys?.length)
      const grouped = [...groupPoints(of)].flatMap(([purpose, points]) =>
        points.map(({ key }) => `${purpose} ${key}`),
      )
      const listed = used?.flatMap(({ key, serves }) => serves.map((purpose) => `${purpose} ${key}`))
      expect(grouped.toSorted()).toEqual(listed?.toSorted())
      expect(new Set(grouped).size).toBe(grouped.length)
    }),
  )
})

test('messages name an endpoint by its label first, and one host for all texts', () => {
  const endpoint = (id: string, kind: EndpointKind, hint: string) => ({
    ...{ id, kind, hint, label: `Label ${id}`, locale: null },
  })
  const [night, day] = [endpoint('1', 'ntfy', 'ntfy.sh'), endpoint('2', 'ntfy', 'ntfy.sh')]
  const technical = [night, endpoint('3', 'sms', '567'), { ...endpoint('4', 'sms', '890'), label: '' }]
  const endpoints = { 'technical-emergency': [night, day], technical }
  const points = listPoints(holder(completeContacts([], { endpoints })), 'used')
  expect(points.flatMap(({ sentTo }) => sentTo ?? [])).toEqual([
    { shown: 'Label 1 (ntfy · ntfy.sh)', host: 'ntfy.sh' },
    { shown: 'Label 2 (ntfy · ntfy.sh)', host: 'ntfy.sh' },
    { shown: 'Label 3 (SMS · …567)', host: 'gateway' },
    { shown: 'SMS · …890', host: 'gateway' },
  ])
})
