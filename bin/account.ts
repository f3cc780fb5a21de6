import type { Store } from '#/db/store/store.ts'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { closeReasonSchema } from '#/lib/changes/closing/form.ts'
import { listClosed } from '#/lib/changes/closing/queries.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseArguments, rewordRefusal, UsageError, warnAboutMissingSecret, withStore } from './command.ts'
import { formatInstant } from './format.ts'

const usage = `  account close <slug> --reason <text>             close an account; owners get an email, and it is deleted 30 days later
  account reopen <slug>                            reopen a closed account, as it was
  account closed [<slug>]                          list closed accounts, or one, and when they are deleted`

export const accountCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseArguments(words, 2, { reason: { type: 'string' } })
  const { reason } = values
  const [verb, slug] = positionals
  if (reason !== undefined && verb !== 'close')
    throw new UsageError('--reason is only an option of "account close".')
  if (verb === 'closed') return (store) => list(store, slug)
  if (verb !== 'close' && verb !== 'reopen')
    throw new UsageError(verb ? `Unknown command "account ${verb}".` : 'Missing: close, reopen or closed.')
  if (!slug) throw new UsageError(`Missing: the short name of the account to ${verb}.`)
  if (verb === 'reopen') return (store) => reopen(store, slug)
  const parsed = closeReasonSchema.safeParse(reason ?? '')
  if (!parsed.success)
    throw new UsageError('Missing: --reason "…", at most 1,000 characters. The owners will read it.')
  return (store) => close(store, slug, parsed.data)
}

async function close(store: Store, slug: string, reason: string): Promise<number> {
  warnAboutMissingSecret()
  const deletedAt = await rewordRefusal(
    refusals(slug),
    closeAccount(store, grantOperator(), { slug, reason }),
  )
  console.log(
    `The account ${slug} is closed. It will be deleted after ${formatInstant(deletedAt)}. To undo: account reopen ${slug}`,
  )
  return 0
}

async function reopen(store: Store, slug: string): Promise<number> {
  warnAboutMissingSecret()
  await rewordRefusal(refusals(slug), reopenAccount(store, grantOperator(), { slug }))
  console.log(`The account ${slug} is open again.`)
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
  'not-found': `Unknown account ${slug}.`,
  'account-closed': `${slug} is already closed.`,
  'account-open': `${slug} is not closed.`,
  'reopened-late': `${slug} is being deleted, because its 30 days are over.`,
})
