import { expect, test } from 'vitest'
import type { ContactInformation } from '#/db/words/accounts.ts'
import { groupPoints } from '#/lib/accounts/points/points.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { listReasons, type ReachFacts } from './policy.ts'
import { defaultTargets } from './routes.ts'

const [oncall, tech] = ['oncall@contacts.example', 'tech@contacts.example']
const [owner, alerts, viewer] = ['owner@a.example', 'alerts@a.example', 'viewer@a.example']
const night = { address: 'night@a.example', label: '', locale: null }
const person = { name: '', locale: null, timeZone: null, role: 'viewer' } as const
const members = [
  { ...person, userId: 'u1', email: owner, role: 'owner' as const },
  { ...person, userId: 'u2', email: alerts },
  { ...person, userId: 'u3', email: viewer },
]
const pointsOf = (contacts: ContactInformation | null) =>
  groupPoints({
    account: { defaultLocale: 'it' },
    integrationType: { merchantIssues: 'optional' },
    members,
    contacts,
  })
const reachable: ReachFacts = {
  state: 'live',
  drilledAt: null,
  reachedAfter: null,
  points: pointsOf(completeContacts(['u2'])),
  targets: defaultTargets,
  since: 1,
  marks: new Map(),
}

/** Marks of these addresses, one after another from 1000. */
const marked = (...addresses: string[]) => ({
  marks: new Map(addresses.map((address, place) => [address, 1000 + place])),
})
const everyone = [oncall, tech, owner, alerts]

test.each<[string, Partial<ReachFacts>, string[]]>([
  ['nothing is wrong', {}, []],
  ['the emergency contact bounces', marked(oncall), ['contacts since 1000']],
  [
    'the emergency contact bounces, written in capitals',
    {
      ...marked(oncall),
      points: pointsOf(
        completeContacts([], { 'technical-emergency': [{ ...night, address: oncall.toUpperCase() }] }),
      ),
    },
    ['contacts since 1000'],
  ],
  [
    'another emergency contact works',
    {
      ...marked(oncall),
      points: pointsOf(
        completeContacts([], { 'technical-emergency': [night, { ...night, address: oncall }] }),
      ),
    },
    [],
  ],
  ['it has no contacts', { points: pointsOf(null) }, ['contacts since 1']],
  ['only the owner works', marked(oncall, tech, alerts), ['contacts since 1000']],
  ['only an alert contact works', marked(oncall, tech, owner), ['contacts since 1000']],
  ['only a viewer works', marked(...everyone), ['nobody since 1003', 'contacts since 1000']],
  [
    'routes name only the owner, who bounces',
    { ...marked(owner), targets: ['owners'] },
    ['nobody since 1000'],
  ],
  [
    'routes also name operations, and everyone else bounces',
    { ...marked(...everyone), targets: [...defaultTargets, 'operations'] },
    ['contacts since 1000'],
  ],
  ['nobody answered the last drill', { drilledAt: 5 }, ['unanswered since 5']],
  ['somebody answered the last drill', { drilledAt: 5, reachedAfter: 7 }, []],
  ['it is paused', { ...marked(oncall), state: 'paused' }, ['contacts since 1000']],
  ['it is disabled', { ...marked(oncall), state: 'disabled' }, ['contacts since 1000']],
  ['it is not in service', { ...marked(...everyone), state: 'review' }, []],
])('an account is judged when %s', (_, given, expected) => {
  const reasons = listReasons({ ...reachable, ...given })
  expect(reasons.map(({ reason, since }) => `${reason} since ${since}`)).toEqual(expected)
})
