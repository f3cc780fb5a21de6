import type { Store } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { buildTeam, type GivenTeam, type SeededAccount } from '#/seed/accounts.ts'
import { buildStaff, type Person, readPerson, type SeededUser } from '#/seed/people.ts'
import { addNeighbour } from './neighbour.ts'

type GivenAccount = Omit<GivenTeam<string>, 'id' | 'slug'> & { slug?: string }
type Members<Accounts> = {
  [Key in keyof Accounts]: Accounts[Key] extends { people: infer People } ? keyof People : never
}[keyof Accounts]
type Scenario<Accounts, Staff> = Record<keyof Accounts, SeededAccount> &
  Record<Members<Accounts> | keyof Staff, SeededUser>

/**
 * Accounts with their members, and staff, each under its name here. By default an account's slug is its name; a member
 * `anna` of `aurora` is called Anna and has the address anna@aurora.example, and staff have addresses @desk.example. Beside them is
 * a neighbour (`neighbour.ts`), which no test may change; `alone`: not for tests of what concerns all accounts.
 */
export async function scenario<
  const Accounts extends Record<string, GivenAccount>,
  const Staff extends Record<string, Person<StaffRole>> = Record<never, never>,
>(
  store: Store,
  accounts: Accounts,
  staff?: Staff,
  { alone = false } = {},
): Promise<Scenario<Accounts, Staff>> {
  if (!alone) await addNeighbour(store)
  return store.transact(async (tx) => {
    const made: Record<string, SeededAccount | SeededUser> = {}
    for (const [key, given] of Object.entries(accounts)) {
      const { account, people } = await buildTeam(tx, { slug: key, ...given })
      Object.assign(made, people, { [key]: account })
    }
    for (const [name, given] of Object.entries<Person<StaffRole>>(staff ?? {})) {
      const { lastSeenAt, ...person } = readPerson(name, 'desk', given)
      made[name] = await buildStaff(tx, person)
    }
    return made as Scenario<Accounts, Staff>
  })
}
