import { expect, test } from 'vitest'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { pageMembers } from './list.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(store, {
    aurora: { people: { anna: 'owner', bruno: 'viewer' } },
    levante: { people: { elena: { role: 'owner', name: 'Anna Ferri' } } },
  }),
)

test.each([
  ['a name that members of both accounts have', 'anna', ['anna@aurora.example']],
  ['the address of another account’s member', 'elena@levante.example', []],
  ['everybody', '', ['anna@aurora.example', 'bruno@aurora.example']],
])('a search finds members of the account alone: %s', async (_, search, found) => {
  const grant = await grantAccount(store.read, actorOf(setting.bruno), { slug: 'aurora' }, 'viewer')
  expect(pageMembers(grant, { search }, null).shown.map(({ email }) => email)).toEqual(found)
})
