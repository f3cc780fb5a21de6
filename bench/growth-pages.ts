import { cookieOf, type LargeStore, staffCookie } from './large-store.ts'

type Visit = { name: string; path: string; cookie: string }

/** A page of each kind, with somebody who may read it: accounts from the middle of the store. */
export async function findAccountsOf(store: LargeStore): Promise<Visit[]> {
  const closed = await ownerOf(store, 'first_complete_at is null')
  const open = await ownerOf(store, "state = 'live' and first_complete_at is not null and due_at is null")
  const staff = await staffCookie(store)
  return [
    { name: 'The gate', path: `/accounts/${closed.slug}/onboarding`, cookie: closed.cookie },
    { name: 'An overview', path: `/accounts/${open.slug}`, cookie: open.cookie },
    { name: 'The notices of an account', path: `/accounts/${open.slug}/notices`, cookie: open.cookie },
    { name: 'The brand page', path: `/brands/${open.slug}`, cookie: '' },
    { name: 'The accounts table', path: '/admin/accounts', cookie: staff },
    { name: 'The same, found by an address', path: '/admin/accounts?q=reperibilita%40centro', cookie: staff },
    { name: 'The programme at a glance', path: '/admin/programme', cookie: staff },
    { name: 'Who cannot be reached', path: '/admin/unreachable', cookie: staff },
    { name: 'The queue of cases', path: '/admin/cases', cookie: staff },
  ]
}

async function ownerOf(store: LargeStore, where: string): Promise<{ slug: string; cookie: string }> {
  const sql = `select slug, email_key as email from accounts join memberships on memberships.account_id = accounts.id
    join users on users.id = user_id where ${where} and role = 'owner' order by accounts.id limit 1 offset ?`
  const [row] = await store.rows<{ slug: string; email: string }>(sql, Math.floor(store.accounts / 100))
  if (!row) throw new Error(`No account has ${where}.`)
  return { slug: row.slug, cookie: await cookieOf(store, row.email) }
}
