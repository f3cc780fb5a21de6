import type { Reader } from '#/db/store/store.ts'

/**
 * Turns a list query into one for single values. One query answers all requests of the same turn of the event loop, each
 * value once, because a read of the store costs more in locks than in rows. Every read starts after the question; if it
 * fails, all its questions fail.
 */
export function gatherTurn<Row>(list: (read: Reader, values: readonly string[]) => Promise<Row[]>) {
  let turn: { read: Reader; values: Set<string>; rows: Promise<Row[]> } | null = null

  function beginTurn(read: Reader) {
    const values = new Set<string>()
    const rows = new Promise<void>((done) => setImmediate(done)).then(() => {
      if (turn?.values === values) turn = null
      return list(read, [...values])
    })
    return { read, values, rows }
  }

  return function ask(read: Reader, value: string): Promise<Row[]> {
    if (turn?.read !== read) turn = beginTurn(read)
    turn.values.add(value)
    return turn.rows
  }
}
