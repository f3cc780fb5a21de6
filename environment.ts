import type { z } from 'zod'
import { environmentTable } from './environment-table.ts'

/** `fallback`: outside production; everybody knows it. */
type Row = { schema: z.ZodType; fallback?: string | string[]; says: string; required?: boolean }

type Table = typeof environmentTable

export type Environment = Readonly<{ [Name in keyof Table]: z.output<Table[Name]['schema']> }>

/** What is wrong with a variable, and what to do. */
export type Fault = { name: keyof Table; says: string }

/** Thrown when the environment cannot be used; `message` has one line per variable and says what to do. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'

  constructor(faults: readonly Pick<Fault, 'says'>[]) {
    super(`Recapito cannot start:\n${faults.map(({ says }) => `  - ${says}`).join('\n')}`)
  }
}

/**
 * Reads `given`. In production every required variable must be set; otherwise fallbacks apply, which everybody
 * knows. So any Node in production mode is production, unless the environment says otherwise.
 */
export function readEnvironment(given: Record<string, string | undefined>): {
  environment: Environment
  faults: Fault[]
} {
  const unsaid = given.NODE_ENV === 'production' ? 'production' : undefined
  const source: typeof given = { ...given, RECAPITO_MODE: given.RECAPITO_MODE?.trim() || unsaid }
  const production = source.RECAPITO_MODE === 'production'
  const values: Record<string, unknown> = {}
  const faults: Fault[] = []
  const add = (name: keyof Table, says: string) => faults.push({ name, says })
  for (const [name, row] of Object.entries(environmentTable) as [keyof Table, Row][]) {
    const said = source[name]?.trim() || undefined
    if (said === undefined && production && row.required) {
      add(name, `${name} is missing. ${row.says}`)
      continue
    }
    if (said === undefined && !production && row.fallback !== undefined) {
      values[name] = row.fallback
      continue
    }
    const parsed = row.schema.safeParse(said)
    if (parsed.success) values[name] = parsed.data
    else add(name, `${name} ${formatFault(parsed.error.issues[0])}. ${row.says}`)
  }
  if (
    values.STAFF_PASSKEYS === 'required' &&
    faults.length === 0 &&
    !findRelyingParty(String(values.APP_URL))
  ) {
    add('STAFF_PASSKEYS', noPasskeys)
  }
  const own = URL.parse(String(values.APP_URL))?.hostname ?? ''
  if (Array.isArray(values.ENDPOINT_HOSTS) && values.ENDPOINT_HOSTS.includes(own))
    add('ENDPOINT_HOSTS', `ENDPOINT_HOSTS names ${own}, which is this portal: no endpoint may have it.`)
  if (values.PHONE_GATEWAY && String(values.PHONE_PREFIXES) === '')
    add('PHONE_PREFIXES', `PHONE_PREFIXES is missing. ${environmentTable.PHONE_PREFIXES.says}`)
  if (production && /^http:/i.test(String(values.OIDC_ISSUER))) {
    add(
      'OIDC_ISSUER',
      'OIDC_ISSUER must start with https: over http, anyone on the network path could sign in as anyone.',
    )
  }
  return { environment: Object.freeze(values) as Environment, faults }
}

/** @throws EnvironmentError */
export function parseEnvironment(given: Record<string, string | undefined>): Environment {
  const { environment, faults } = readEnvironment(given)
  if (faults.length > 0) throw new EnvironmentError(faults)
  return environment
}

/** Uses our own messages from the table; zod's, for a wrong number, range or choice, begin with capitals. */
function formatFault(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue?.code === 'invalid_type') return `must be a${issue.expected === 'int' ? ' whole' : ''} number`
  if (issue?.code === 'too_big' && issue.origin !== 'string') return `must be at most ${issue.maximum}`
  if (issue?.code === 'too_small' && issue.origin !== 'string') return `must be at least ${issue.minimum}`
  return issue?.message ?? 'is not valid'
}

const noPasskeys =
  'APP_URL must use https and a host name instead of an IP address, because staff sign in with passkeys. If that is not possible, set STAFF_PASSKEYS=optional.'

/**
 * The WebAuthn relying party of an address (WebAuthn, 5.1.2): browsers allow passkeys for a name reached by https, and
 * for this machine. Null if they do not. A passkey is bound to `id` for ever.
 */
export function findRelyingParty(appUrl: string): { id: string; origin: string } | null {
  const { protocol, hostname, origin } = new URL(appUrl)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  return isLocal || (protocol === 'https:' && !isNumber) ? { id: hostname, origin } : null
}
