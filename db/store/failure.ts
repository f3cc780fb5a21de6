/** What the store's drivers throw, by name: better-sqlite3, drizzle's wrapper, pg's own, and ours where it cannot be opened. */
const names = new Set(['StoreError', 'SqliteError', 'DrizzleQueryError', 'DatabaseError'])

/** How the way to PostgreSQL fails. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])
const messages =
  /database connection is not open|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after/

/**
 * Whether an error is the store's: full, busy, read-only, locked, damaged or out of reach. The same request may succeed
 * later.
 */
export function isStoreFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (names.has(cause.name) || names.has(cause.constructor.name)) return true
    if ('code' in cause && typeof cause.code === 'string' && codes.has(cause.code)) return true
    if (messages.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(isStoreFailure)) return true
  }
  return false
}
