/** Statements of a time, by PostgreSQL's own log: transactions that committed, and queries outside of any. */
export type StatementCounts = { commits: number; rollbacks: number; reads: number }

const logged = /\[(\d+)\] LOG: {2}(?:statement|execute [^:]*): (\w+)(.*)/

/**
 * Counts what the log says once `log_statement` is `all`. That is exact: it has each statement with its connection, and
 * Recapito begins each transaction by a statement of its own (db/store/postgres.ts). The statistics of PostgreSQL come up to
 * seconds late, and do not tell a transaction from a query.
 */
export class StatementLog {
  readonly #inTransaction = new Set<string>()
  #counts: StatementCounts = { commits: 0, rollbacks: 0, reads: 0 }
  #rest = ''

  /** Takes the next piece of the log. */
  add(piece: string): void {
    const lines = (this.#rest + piece).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, connection = '', word = '', more = ''] = logged.exec(line) ?? []
      if (word) this.#count(connection, word.toLowerCase(), more)
    }
  }

  /** Answers what was counted since the last call. */
  take(): StatementCounts {
    const counts = this.#counts
    this.#counts = { commits: 0, rollbacks: 0, reads: 0 }
    return counts
  }

  #count(connection: string, word: string, more: string): void {
    if (word === 'begin') this.#inTransaction.add(connection)
    else if (word === 'commit' || word === 'rollback') {
      if (!more.trim().startsWith('to') && this.#inTransaction.delete(connection))
        this.#counts[word === 'commit' ? 'commits' : 'rollbacks']++
    } else if (!this.#inTransaction.has(connection) && isRead(word, more)) this.#counts.reads++
  }
}

/** A lock that is taken before a transaction reads nothing. */
function isRead(word: string, more: string): boolean {
  return (word === 'select' || word === 'with') && !more.includes('pg_advisory')
}
