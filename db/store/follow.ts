import { channel } from 'node:diagnostics_channel'
import { codeOf, listCauses } from './failure.ts'

/** A transaction that PostgreSQL undid and that runs again: its statement, such as `update notices`, and SQLSTATE. */
export type Retry = { statement: string; code: string }

/** Each write transaction once, and each retry. Node shares channels between Next's module graphs. */
export const transactions = channel('recapito.store.transactions')
export const retries = channel('recapito.store.retries')

/** What was undone: PostgreSQL names no statement when it refuses a turn or a COMMIT. */
export function describeRetry(error: unknown): Retry {
  const causes = listCauses(error)
  const code = causes.map(codeOf).find((one) => /^[0-9A-Z]{5}$/.test(one)) ?? ''
  const query = causes.map((cause) => ('query' in cause ? String(cause.query) : '')).find(Boolean)
  return { statement: query ? labelStatement(query) : code === '55P03' ? 'turn' : 'commit', code }
}

/** The verb and the table of a statement: labels of a metric must be few. */
function labelStatement(query: string): string {
  const [, verb = ''] = /^\W*(\w+)/.exec(query) ?? []
  const [, table = ''] = /\b(?:from|into|update)\s+"(\w+)"/i.exec(query) ?? []
  return `${verb.toLowerCase()} ${table}`.trim()
}
