import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { endSource, insertSource, type NewSource } from '#/lib/admin/sources/commands.ts'
import { sourceStatus } from '#/lib/identity/keys/policy.ts'
import { type ListedSource, readSources } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseWords, UsageError, withStore } from './command.ts'
import { readSource, sourceOptions } from './source-words.ts'
import { formatInstant } from './store-words.ts'

const usage = `  source list                                      who may use the API, and since when nobody has
  source add <name> --scope <scope>[,<scope>…] [--category <category>] [--account-label <label>] [--internal-links]
             [--expires <day>]
                                                   make an event source; prints its key, this once, alone on standard output
  source revoke <id or name>                       end a source's key`

export const sourceNoun = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseWords(words, 2, sourceOptions)
  const [verb, named] = positionals
  const [option] = Object.keys(values)
  if (verb !== 'add' && option) throw new UsageError(`--${option} belongs to "source add".`)
  if (verb === 'list' && named === undefined) return list
  if (verb === 'revoke' && named) return (store) => revoke(store, named)
  if (verb === 'add' && named !== undefined) {
    const source = readSource(named, values)
    return (store) => add(store, source)
  }
  if (verb === 'add') throw new UsageError('Say what to call it: source add <name> --scope …')
  if (verb === 'revoke') throw new UsageError('Say which to revoke: its id or its name.')
  throw new UsageError(verb ? `"source ${verb}" is not understood.` : 'Say what to do with sources.')
}

/** Prints the key alone on standard output for scripts, and text for people on standard error. */
async function add(store: Store, source: NewSource): Promise<number> {
  const { id, key } = await store.transact((tx) => insertSource(tx, source, null))
  console.log(key)
  console.error(
    `This is the key of the source "${source.name}" (${id}). It is shown now and never again. Send it as
"Authorization: Bearer <key>" to ${env.APP_URL}/api/v1/…`,
  )
  return 0
}

async function revoke(store: Store, which: string): Promise<number> {
  const found = (await readSources(store.read)).filter(({ id, name }) => id === which || name === which)
  const usable = found.filter((source) => sourceStatus(source, now()) === 'usable')
  const [source] = usable.length > 0 ? usable : found
  if (!source) throw new Error(`There is no source "${which}". "source list" shows them all.`)
  if (usable.length > 1) {
    const ids = usable.map(({ id, hint }) => `  ${id}  …${hint}`).join('\n')
    throw new Error(`Several sources are called "${which}". Say which by its id:\n${ids}`)
  }
  if (source.revokedAt !== null) {
    console.log(`The source "${source.name}" was revoked already, ${say(source.revokedAt)}.`)
    return 0
  }
  await store.transact((tx) => endSource(tx, source.id, null))
  console.log(`The key of the source "${source.name}" is no longer good.`)
  return 0
}

async function list(store: Store): Promise<number> {
  const sources = await readSources(store.read)
  for (const source of sources) console.log(toLines(source))
  if (sources.length === 0) {
    console.log('There is no source yet. Make one: source add <name> --scope events:write')
  }
  return 0
}

function toLines(source: ListedSource): string {
  const { id, name, hint, scopes, defaultCategory, accountLabel, createdAt, lastUsedAt, expiresAt } = source
  const links = source.internalLinks ? 'staff and partners' : 'staff'
  const status = { usable: 'good', revoked: 'revoked', expired: 'expired' }[sourceStatus(source, now())]
  return [
    `${id}  ${status.padEnd(7)}  ${name}`,
    `  may ${scopes.join(', ')}; its key ends in ${hint}`,
    `  category unless said: ${defaultCategory ?? 'none'}; label of the account: ${accountLabel}`,
    `  internal links of its alerts are for ${links}`,
    `  made ${say(createdAt)}; last used ${say(lastUsedAt)}; expires ${say(expiresAt)}`,
  ].join('\n')
}

function say(at: number | null): string {
  return at === null ? 'never' : formatInstant(at)
}
