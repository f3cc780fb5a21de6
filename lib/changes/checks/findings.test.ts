import { describe, expect, test } from 'vitest'
import type { PointKey } from '#/db/words/points.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { type Holder, listPoints } from '#/lib/accounts/points/points.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { contact } from '#/tests/contact-values.ts'
import { listFindings, needsCorrection } from './findings.ts'

const person = { locale: null, timeZone: null, role: 'editor' } as const
const holder: Holder = {
  account: { defaultLocale: 'en' },
  integrationType: { merchantIssues: 'required' },
  members: [
    { ...person, userId: 'marco', name: 'Marco', email: 'Marco@a.example' },
    { ...person, userId: 'sara', name: 'Sara', email: 'sara@a.example' },
  ],
  contacts: completeContacts(['marco'], {
    technical: [contact('oncall@contacts.example'), contact('MARCO@a.example')],
  }),
}
const confirmed: PointState = { status: 'confirmed', since: 1, member: false }
const allFine = new Map(listPoints(holder, 'used').map(({ key }): [PointKey, PointState] => [key, confirmed]))

type Given = { statuses?: [string, PointState][]; away?: [string, number][]; hidden?: boolean }
function raise({ statuses = [], away = [], hidden }: Given = {}) {
  const checked = hidden ? { ...holder, integrationType: { merchantIssues: 'hidden' as const } } : holder
  return listFindings(checked, new Map([...allFine, ...statuses]), new Map(away))
}

const bouncing: PointState = { status: 'bouncing', since: 5, code: '5.1.1', said: '', given: true }
const never = { askedAt: null, askAt: null }
const unconfirmed = (since: number | null): PointState => ({ status: 'unconfirmed', since, ...never })

describe('a check', () => {
  test('finds nothing when every address is confirmed and everybody signs in', () => {
    expect(raise()).toEqual([])
  })

  test('finds an address once, with all its fields', () => {
    const fields = ['technical-emergency', 'technical']
    expect(raise({ statuses: [['oncall@contacts.example', bouncing]] })).toEqual([
      { kind: 'bouncing', name: '', address: 'oncall@contacts.example', fields, since: 5 },
    ])
    expect(raise({ statuses: [['marco@a.example', bouncing]] })).toMatchObject([
      { name: 'Marco', address: 'Marco@a.example', fields: ['alerts', 'technical'] },
    ])
  })

  test('lists bouncing first, then unconfirmed, then away', () => {
    const found = raise({
      statuses: [
        ['oncall@contacts.example', unconfirmed(3)],
        ['operations@contacts.example', unconfirmed(null)],
        ['support@contacts.example', bouncing],
        ['marco@a.example', bouncing],
      ],
      away: [['marco', 7]],
    })
    expect(found.map(({ kind, address, since }) => [kind, address, since])).toEqual([
      ['bouncing', 'Marco@a.example', 5],
      ['bouncing', 'support@contacts.example', 5],
      ['unconfirmed', 'oncall@contacts.example', 3],
      ['unconfirmed', 'operations@contacts.example', null],
      ['away', 'Marco@a.example', 7],
    ])
    expect(found.at(-1)).toMatchObject({ name: 'Marco', fields: ['alerts'] })
  })

  test('ignores members who are not alert contacts', () => {
    expect(raise({ away: [['sara', 7]], statuses: [['sara@a.example', bouncing]] })).toEqual([])
  })

  test('ignores fields that the integration type hides', () => {
    const statuses: [string, PointState][] = [['merchants@contacts.example', bouncing]]
    expect(raise({ statuses })).toHaveLength(1)
    expect(raise({ statuses, hidden: true })).toEqual([])
  })

  test('finds a failing endpoint by its name, and says nothing of one that is not confirmed', () => {
    const endpoint = { kind: 'ntfy', hint: 'ntfy.example.net', locale: null } as const
    const listed = [
      { ...endpoint, id: '1', label: 'Night shift' },
      { ...endpoint, id: '2', label: '' },
    ]
    const contacts = completeContacts(['marco'], { endpoints: { technical: listed } })
    const found = listFindings(
      { ...holder, contacts },
      new Map([
        ['endpoint:1', bouncing],
        ['endpoint:2', unconfirmed(3)],
      ]),
      new Map(),
    )
    expect(found).toEqual([
      {
        kind: 'failing',
        name: 'Night shift',
        address: 'ntfy · ntfy.example.net',
        fields: ['technical'],
        since: 5,
      },
    ])
    expect(needsCorrection(found)).toBe(false)
  })
})
