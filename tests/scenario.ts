import type { Store } from '#/db/store/store.ts'
import type { MemberRole, StaffRole } from '#/db/words/members.ts'
import { buildAccount, buildOpenAccount, type SeededAccount } from '#/seed/accounts.ts'
import { buildMember, buildStaff, buildUser, type SeededUser } from '#/seed/people.ts'

type Person<Role> = Role | (Partial<Omit<SeededUser, 'id' | 'emailKey'>> & { role: Role })
type GivenAccount = Omit<Parameters<typeof buildAccount>[1] & object, 'id'> & {
  people?: Record<string, Person<MemberRole>>
  /** The names of its alert contacts: the account is then complete and live. */
  alerts?: readonly string[]
}
type Members<Accounts> = {
  [Key in keyof Accounts]: Accounts[Key] extends { people: infer People } ? keyof People : never
}[keyof Accounts]
type Scenario<Accounts, Staff> = Record<keyof Accounts, SeededAccount> &
  Record<Members<Accounts> | keyof Staff, SeededUser>

/**
 * Accounts with their members, and staff, each under the name it has here. An account's slug is its name unless given; a member
 * `anna` of `aurora` is called Anna and has the address anna@aurora.example, one of the staff has theirs @desk.example.
 */
export function scenario<
  const Accounts extends Record<string, GivenAccount>,
  const Staff extends Record<string, Person<StaffRole>> = Record<never, never>,
>(store: Store, accounts: Accounts, staff?: Staff): Promise<Scenario<Accounts, Staff>> {
  return store.transact(async (tx) => {
    const made: Record<string, SeededAccount | SeededUser> = {}
    for (const [key, { people = {}, alerts, ...row }] of Object.entries(accounts)) {
      const slug = row.slug ?? key
      const users: Record<string, SeededUser> = {}
      const members = Object.entries(people).map(([name, given]) => describePerson(name, slug, given))
      for (const { name, person } of members) users[name] = await buildUser(tx, person)
      const ids = alerts?.map((name) => users[name]?.id ?? name)
      const account = ids
        ? (await buildOpenAccount(tx, { ...row, slug, alerts: ids })).account
        : await buildAccount(tx, { ...row, slug })
      for (const { name, role } of members)
        await buildMember(tx, { accountId: account.id, userId: users[name]?.id ?? '', role })
      Object.assign(made, users, { [key]: account })
    }
    for (const [name, given] of Object.entries(staff ?? {})) {
      const { person, role } = describePerson(name, 'desk', given)
      made[name] = await buildStaff(tx, { ...person, role })
    }
    return made as Scenario<Accounts, Staff>
  })
}

function describePerson<Role extends string>(name: string, place: string, given: Person<Role>) {
  const { role, ...rest } = typeof given === 'string' ? { role: given } : given
  const person = {
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    email: `${name}@${place}.example`,
    ...rest,
  }
  return { name, role, person }
}
