import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { endSource, insertSource, type NewSource } from '#/lib/admin/sources/commands.ts'
import { sourceStatus } from '#/lib/identity/keys/policy.ts'
import { type ListedSource, readSources } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseSourceWords, type SourceWords } from './source-words.ts'
import { formatInstant } from './store-words.ts'
import { withStore } from './with-store.ts'

const usage = `  source list                                      who may use the API, and since when nobody has
  source add <name> --scope <scope>[,<scope>…] [--category <category>] [--account-label <label>] [--internal-links]
             [--expires <day>]
                                                   make an event source; prints its key, this once, alone on standard output
  source revoke <id or name>                       end a source's key`

export const sourceNoun = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const asked = parseSourceWords(words)
  return withStore((store) => work(store, asked))
}

function work(store: Store, asked: SourceWords): Promise<number> {
  if (asked.verb === 'add') return add(store, asked.source)
  return asked.verb === 'revoke' ? revoke(store, asked.which) : list(store)
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
  if (!source) {
    console.error(`There is no source "${which}". "source list" shows them all.`)
    return 1
  }
  if (usable.length > 1) {
    const ids = usable.map(({ id, hint }) => `  ${id}  …${hint}`).join('\n')
    console.error(`Several sources are called "${which}". Say which by its id:\n${ids}`)
    return 1
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
