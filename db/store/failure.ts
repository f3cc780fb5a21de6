/** Codes of a broken connection to PostgreSQL. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])
const messages =
  /database connection is not open|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after|is not queryable/

/** Codes that blame the data, not the store: SQLite's own names, PostgreSQL's classes 22 and 23. */
const dataCodes = /^(SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)|2[23][0-9A-Z]{3}$)/

/**
 * Whether an error is the store's: full, busy, read-only, locked, damaged or out of reach. The same request may succeed
 * later. Recognises drivers by the fields of their errors, since a build changes the names of classes.
 */
export function isStoreFailure(error: unknown): boolean {
  const causes = listCauses(error)
  return !causes.some((cause) => dataCodes.test(codeOf(cause))) && causes.some(isOfStore)
}

function isOfStore(error: Error): boolean {
  const isOurs = error.name === 'StoreError' || error.name === 'SqliteError'
  const isDrizzles = 'query' in error && 'params' in error
  const isPostgres = 'severity' in error && 'code' in error
  return isOurs || isDrizzles || isPostgres || socketCodes.has(codeOf(error)) || messages.test(error.message)
}

/**
 * 40001 serialization_failure, 40P01 deadlock_detected, 55P03 lock_not_available: other work was in the way, and the
 * store is well.
 */
const collisions = new Set(['40001', '40P01', '55P03'])

/** Whether PostgreSQL undid work because of other work. The same work may succeed when run again. */
export function isCollision(error: unknown): boolean {
  return listCauses(error).some((cause) => collisions.has(codeOf(cause)))
}

/** Whether work gave up its wait for a lock that other work holds. */
export function hasWaitedInVain(error: unknown): boolean {
  return listCauses(error).some((cause) => codeOf(cause) === '55P03')
}

/** The driver's or system's code of an error; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The error, its causes, and the errors that they gather. */
export function listCauses(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const gathered = error instanceof AggregateError ? error.errors : []
  return [error, ...listCauses(error.cause), ...gathered.flatMap(listCauses)]
}
