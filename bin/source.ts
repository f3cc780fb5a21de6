import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { insertSource, type NewSource, writeSettings } from '#/lib/admin/sources/commands.ts'
import { insertKey, revokeKeyIn } from '#/lib/admin/sources/key-commands.ts'
import { joinNames, type SourceSettings } from '#/lib/admin/sources/schema.ts'
import { keyStatus, usableKeys } from '#/lib/identity/keys/policy.ts'
import { type ListedKey, type ListedSource, readSources } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseArguments, rewordRefusal, UsageError, withStore } from './command.ts'
import { formatInstant } from './format.ts'
import { parseExpiry, readSettings, readSource, sourceOptions } from './source-arguments.ts'

const usage = `  source list                                      list event sources and their keys, with their last use
  source add <name> --scope <scope>[,<scope>…] [--category <category>] [--account-label <label>] [--internal-links]
             [--sandbox <name>[,<name>…]] [--expires <day>]
                                                   create an event source; prints its key once, and only the key, to standard output
  source change <id or name> [--name <name>] [--category <category>|none] [--account-label <label>]
             [--internal-links|--no-internal-links] [--sandbox <name>[,<name>…]]
                                                   change its name and options
  source add-key <id or name> [--expires <day>]    add a second key, to rotate keys; prints it like "source add"
  source revoke <id or name> [--key <end>]         revoke a key; if two are valid, --key names one by its last characters`

export const sourceCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  return withStore(understand(words))
}

const settings = ['category', 'account-label', 'internal-links', 'sandbox']

/** Each verb's options, and what to call if its name is missing. */
const verbs: Record<string, { options: readonly string[]; missing: string }> = {
  list: { options: [], missing: '' },
  add: {
    options: ['scope', ...settings, 'expires'],
    missing: 'the name: source add <name> --scope …',
  },
  change: {
    options: ['name', ...settings, 'no-internal-links'],
    missing: 'the id or name of the source to change.',
  },
  'add-key': { options: ['expires'], missing: 'the id or name of the source.' },
  revoke: { options: ['key'], missing: 'the id or name of the source to revoke.' },
}

function understand(words: readonly string[]): (store: Store) => Promise<number> {
  const { positionals, values } = parseArguments(words, 2, sourceOptions)
  const [verb, named = ''] = positionals
  if (!verb) throw new UsageError('Missing: list, add, change, add-key or revoke.')
  const known = Object.hasOwn(verbs, verb) && verbs[verb]
  if (!known) throw new UsageError(`Unknown command "source ${verb}".`)
  const { options, missing } = known
  const other = Object.keys(values).find((option) => !options.includes(option))
  if (other) throw new UsageError(`"source ${verb}" has no option --${other}.`)
  if (verb === 'list' && named) throw new UsageError(`"source list" takes no argument: "${named}".`)
  if (verb === 'list') return list
  if (!named) throw new UsageError(`Missing: ${missing}`)
  if (verb === 'revoke') return (store) => revoke(store, named, values.key)
  if (verb === 'add-key') {
    const expiresAt = parseExpiry(values.expires)
    return (store) => addKey(store, named, expiresAt)
  }
  if (verb === 'change') {
    const changes = readSettings(values)
    return (store) => change(store, named, changes)
  }
  const source = readSource(named, values)
  return (store) => add(store, source)
}

async function add(store: Store, source: NewSource): Promise<number> {
  const { id, key } = await store.transact((tx) => insertSource(tx, source, null))
  printKey(key, `the source "${source.name}" (${id})`)
  return 0
}

/** Prints the key alone on standard output for scripts, and text for people on standard error. */
function printKey(key: string, of: string): void {
  console.log(key)
  console.error(
    `This is the key of ${of}. It will not be shown again. Send it as
"Authorization: Bearer <key>" to ${env.APP_URL}/api/v1/…`,
  )
}

async function addKey(store: Store, which: string, expiresAt: number | null): Promise<number> {
  const { id: sourceId, name } = await findOne(store, which)
  const refusals = {
    'two-keys': `The source "${name}" has two valid keys. Revoke one before you add another.`,
  }
  const adding = store.transact((tx) => insertKey(tx, { sourceId, expiresAt }, null))
  printKey(await rewordRefusal(refusals, adding), `the source "${name}" (${sourceId})`)
  console.error('The other key still works. Configure this one in the tool, then revoke the other.')
  return 0
}

async function change(store: Store, which: string, changes: Partial<SourceSettings>): Promise<number> {
  const { id } = await findOne(store, which)
  await store.transact((tx) => writeSettings(tx, id, changes, null))
  console.log(toLines(await findOne(store, id)))
  return 0
}

async function revoke(store: Store, which: string, end: string | undefined): Promise<number> {
  const source = await findOne(store, which)
  const usable = usableKeys(source, now())
  const keys = end ? source.keys.filter(({ id, hint }) => id === end || hint === end) : usable
  const [key, other] = keys
  if (end && !key) throw new Error(`The source "${source.name}" has no key ending in ${end}.`)
  if (other) {
    const lines = keys.map((one) => `  --key ${end ? one.id : one.hint}  ${describeKey(one)}`).join('\n')
    throw new Error(`The source "${source.name}" has several matching keys. Choose one:\n${lines}`)
  }
  if (!key) {
    console.log(`The source "${source.name}" has no valid key.`)
    return 0
  }
  if (key.revokedAt !== null) {
    console.log(`This key of the source "${source.name}" was already revoked, ${formatWhen(key.revokedAt)}.`)
    return 0
  }
  await store.transact((tx) => revokeKeyIn(tx, key.id, null))
  console.log(`The key of the source "${source.name}" ending in ${key.hint} is revoked.`)
  return 0
}

/** The source of that id or name; one with a valid key, if others of its name have none. */
async function findOne(store: Store, which: string): Promise<ListedSource> {
  const found = (await readSources(store.read)).filter(({ id, name }) => id === which || name === which)
  const usable = found.filter((source) => usableKeys(source, now()).length > 0)
  const [source] = usable.length > 0 ? usable : found
  if (!source) throw new Error(`Unknown source "${which}". "source list" shows all.`)
  if (usable.length > 1) {
    const ids = usable
      .map(({ id, keys }) => `  ${id}  …${keys.map(({ hint }) => hint).join(', …')}`)
      .join('\n')
    throw new Error(`Several sources are named "${which}". Use an id:\n${ids}`)
  }
  return source
}

async function list(store: Store): Promise<number> {
  const sources = await readSources(store.read)
  for (const source of sources) console.log(toLines(source))
  if (sources.length === 0)
    console.log('No event sources yet. Create one: source add <name> --scope events:write')
  return 0
}

function toLines(source: ListedSource): string {
  const { id, name, scopes, defaultCategory, accountLabel, sandboxNames, createdAt, keys } = source
  const links = source.internalLinks ? 'staff and partners' : 'staff'
  const status = usableKeys(source, now()).length > 0 ? 'active' : 'ended'
  return [
    `${id}  ${status.padEnd(7)}  ${name}`,
    `  scopes: ${scopes.join(', ')}; created ${formatWhen(createdAt)}`,
    `  default category: ${defaultCategory ?? 'none'}; account label: ${accountLabel}`,
    `  Sandbox names: ${joinNames(sandboxNames)}`,
    `  internal links are visible to ${links}`,
    ...keys.map((key) => `  key ending in ${key.hint}: ${describeKey(key)}`),
  ].join('\n')
}

function describeKey(key: ListedKey): string {
  const status = { usable: 'valid', revoked: 'revoked', expired: 'expired' }[keyStatus(key, now())]
  const { createdAt, lastUsedAt, expiresAt } = key
  return `${status}; created ${formatWhen(createdAt)}; last used ${formatWhen(lastUsedAt)}; expires ${formatWhen(expiresAt)}`
}

const formatWhen = (at: number | null): string => (at === null ? 'never' : formatInstant(at))
