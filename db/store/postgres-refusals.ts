import type { ClientBase } from 'pg'
import { codeOf, listCauses } from './failure.ts'
import { StoreError } from './store.ts'

/** PostgreSQL's number of its oldest version that its project still maintains. */
const oldest = 150_000

/** @throws StoreError if the server is too old or read-only. */
export async function refuseUnfit(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: number; standby: boolean; frozen: string }>(
    `select current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby,
       current_setting('default_transaction_read_only') as frozen`,
  )
  const [server] = rows
  if (!server) return
  refuseOldPostgres(server.version)
  if (server.standby)
    throw new StoreError(
      'PostgreSQL is read-only: DATABASE_URL points to a standby (replica). Set it to the primary server.',
    )
  if (server.frozen === 'on')
    throw new StoreError(
      'PostgreSQL is read-only: default_transaction_read_only is on for this database or role. Turn it off.',
    )
}

/** @throws StoreError if the database holds foreign tables, other than those of extensions. */
export async function refuseForeign(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c where relkind in ('r', 'p') and relnamespace = to_regnamespace('public')
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`,
  )
  if (!rows[0]) return
  throw new StoreError(
    `The database in DATABASE_URL contains other data than a Recapito store (the table ${rows[0].name}). Create an empty one (createdb) and use that.`,
  )
}

export function refuseOldPostgres(version: number): void {
  if (version >= oldest) return
  throw new StoreError(
    `PostgreSQL ${Math.floor(version / 10_000)} is too old: Recapito needs ${oldest / 10_000} or later.`,
  )
}

/** What to do when PostgreSQL refuses, by its code or the system's; `why` is its own message. */
const remedies: [RegExp, (why: string) => string][] = [
  [
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET)$/,
    (why) =>
      `PostgreSQL cannot be reached: ${why}. Check the host and port in DATABASE_URL, and that the server is running.`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    (why) => `PostgreSQL cannot be reached: ${why}. The host in DATABASE_URL cannot be resolved.`,
  ],
  [
    /^28/,
    (why) =>
      `PostgreSQL refused the login: ${why}. Check the user and password in DATABASE_URL, and pg_hba.conf.`,
  ],
  [
    /^3D000$/,
    (why) => `PostgreSQL has no such database: ${why}. Create it (createdb), or correct DATABASE_URL.`,
  ],
  [
    /^42501$/,
    (why) => `PostgreSQL denied permission: ${why}. Make the user in DATABASE_URL the owner of the database.`,
  ],
  [/^25006$/, (why) => `PostgreSQL is read-only: ${why}. Set DATABASE_URL to the primary server.`],
  [/^(53100|53200)$/, (why) => `PostgreSQL has no space left: ${why}. Free some on its machine.`],
  [
    /^53300$/,
    (why) =>
      `PostgreSQL accepts no more connections: ${why}. Raise max_connections; each Recapito process uses up to 10.`,
  ],
  [/^57P03$/, (why) => `PostgreSQL does not accept connections yet: ${why}. Start again in a moment.`],
]

/** Any failure to open PostgreSQL as one sentence that says what to do, never with the password. */
export function explainPostgres(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  // The innermost first: the driver's or system's error, not the query that failed.
  const causes = listCauses(error).reverse()
  for (const cause of causes) {
    const known = remedies.find(([pattern]) => pattern.test(codeOf(cause)))
    if (known) return new StoreError(known[1](cause.message), { cause: error })
  }
  const why = causes.map(({ message }) => message).find(Boolean) ?? String(error)
  const isSlow = /timeout/.test(why)
  return new StoreError(
    isSlow
      ? 'PostgreSQL cannot be reached: no response within 5 s. Check the host and port in DATABASE_URL, and any firewalls.'
      : `PostgreSQL cannot be used: ${why}. Check DATABASE_URL and that the server is running.`,
    { cause: error },
  )
}
