import type { Store } from '#/db/store/store.ts'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { closeReasonSchema } from '#/lib/changes/closing/form.ts'
import { listClosed } from '#/lib/changes/closing/queries.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseWords, rewordRefusal, UsageError, withStore } from './command.ts'
import { formatInstant } from './store-words.ts'

const usage = `  account close <slug> --reason <text>             close an account; its owners are told, and it is deleted 30 days later
  account reopen <slug>                            open a closed account again, as it was
  account closed [<slug>]                          which accounts are closed, or whether this one is, and when they are deleted`

export const accountNoun = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseWords(words, 2, { reason: { type: 'string' } })
  const { reason } = values
  const [verb, slug] = positionals
  if (reason !== undefined && verb !== 'close') throw new UsageError('--reason belongs to "account close".')
  if (verb === 'closed') return (store) => list(store, slug)
  if (verb !== 'close' && verb !== 'reopen') {
    throw new UsageError(verb ? `"account ${verb}" is not understood.` : 'Say what to do with an account.')
  }
  if (!slug) throw new UsageError(`Say which account to ${verb}, by its short name.`)
  if (verb === 'reopen') return (store) => reopen(store, slug)
  const parsed = closeReasonSchema.safeParse(reason ?? '')
  if (!parsed.success)
    throw new UsageError('Say why, in at most 1,000 characters: --reason "…". The owners read it.')
  return (store) => close(store, slug, parsed.data)
}

async function close(store: Store, slug: string, reason: string): Promise<number> {
  const deletedAt = await rewordRefusal(
    refusals(slug),
    closeAccount(store, grantOperator(), { slug, reason }),
  )
  console.log(
    `The account ${slug} is closed. It is deleted after ${formatInstant(deletedAt)}; until then: account reopen ${slug}`,
  )
  return 0
}

async function reopen(store: Store, slug: string): Promise<number> {
  await rewordRefusal(refusals(slug), reopenAccount(store, grantOperator(), { slug }))
  console.log(`The account ${slug} is open again, as it was.`)
  return 0
}

async function list(store: Store, slug: string | undefined): Promise<number> {
  const closed = await listClosed(store.read, grantOperator())
  const asked = slug === undefined ? closed : closed.filter((one) => one.slug === slug)
  for (const { slug: named, name, closedAt, reason } of asked) {
    const at = closedAt ?? 0
    const until = mayReopen(at, now()) ? `deleted after ${formatInstant(deletionAt(at))}` : 'being deleted'
    console.log(
      `${named}  ${name}\n  closed ${formatInstant(at)}, ${until}\n  ${reason.replaceAll('\n', '\n  ')}`,
    )
  }
  if (asked.length === 0) console.log(slug ? `${slug} is not closed.` : 'No account is closed.')
  return asked.length === 0 && slug ? 1 : 0
}

const refusals = (slug: string) => ({
  'not-found': `${slug}: There is no such account.`,
  'account-closed': `${slug}: It is closed already.`,
  'account-open': `${slug}: It is not closed.`,
  'reopened-late': `${slug}: Its 30 days are over: it is being deleted.`,
})
