import type { Reader } from '#/db/store/store.ts'

/**
 * A list query as one for single values that many requests ask at once: those that the system has ready in the same turn are
 * answered by one query, each value once. A read of the store costs more in locks than in rows. Every answer is read after
 * it was asked for; where the read fails, each of them does.
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
