import type { Row } from '../table.ts'
import { type Cell, engines, formatShare, median, retryShare, total } from './cells.ts'

const [lite, single, double] = engines

/** Judges the measurements of one store: each goal by the load that is furthest from it. */
export function judgeCells(store: string, cells: readonly Cell[]): Row[] {
  const onPostgres = cells.filter(({ engine }) => engine !== lite)
  /** The same load on another engine, or with another number of clients. */
  const beside = (cell: Cell, other: Partial<Cell>) => {
    const { shape, clients, engine } = { ...cell, ...other }
    return cells.find((one) => one.shape === shape && one.clients === clients && one.engine === engine)
  }
  const ratio = (cell: Cell, other: Partial<Cell>, of: 'perSecond' | 'p99') =>
    Number(median(cell, of)) / Number(median(beside(cell, other) ?? { runs: [] }, of))
  const row = judge(store)
  const batches = onPostgres.filter(({ shape }) => shape.startsWith('100'))
  const singles = onPostgres.filter(({ shape, clients }) => !shape.startsWith('100') && clients === 16)
  const atLeast = (what: string, some: readonly Cell[], least: number, of: (cell: Cell) => number) =>
    row(what, some, {
      of: (cell) => -of(cell),
      most: -least,
      says: (value) => (-value).toFixed(2),
      goal: `≥ ${least.toFixed(2)}`,
    })
  const noneOf = (what: string, of: 'refused' | 'deadlocks') =>
    row(what, onPostgres, { of: (cell) => total(cell, of), most: 0, says: String, goal: '0' })
  return [
    noneOf('Requests and forms refused', 'refused'),
    noneOf('Deadlocks', 'deadlocks'),
    row('Retries, of write transactions', onPostgres, {
      of: (cell) => retryShare(cell) ?? Number.NaN,
      most: 0.01,
      says: (value) => (Number.isNaN(value) ? 'unknown' : formatShare(value)),
      goal: '≤ 1 %',
    }),
    atLeast(
      'Events a second of 4 and 16 clients, against 1 client',
      onPostgres.filter(({ clients }) => clients > 1),
      0.95,
      (cell) => ratio(cell, { clients: 1 }, 'perSecond'),
    ),
    atLeast('Events a second in batches of 100, against SQLite', batches, 0.8, (cell) =>
      ratio(cell, { engine: lite }, 'perSecond'),
    ),
    atLeast('Single events a second of 16 clients, against SQLite', singles, 0.6, (cell) =>
      ratio(cell, { engine: lite }, 'perSecond'),
    ),
    row('99th percentile of requests, against SQLite', onPostgres, {
      of: (cell) => ratio(cell, { engine: lite }, 'p99'),
      most: 2,
      says: (value) => `${value.toFixed(2)} ×`,
      goal: '≤ 2 ×',
    }),
    atLeast(
      'Events a second of two instances on the same two cores, against one',
      onPostgres.filter(({ engine }) => engine === double),
      0.9,
      (cell) => ratio(cell, { engine: single }, 'perSecond'),
    ),
    row('99th percentile of a form under load', onPostgres, {
      of: (cell) => median(cell, 'form') ?? Number.NaN,
      most: 500,
      says: (value) => `${value.toFixed(0)} ms`,
      goal: '≤ 500 ms',
    }),
  ]
}

type Judgement = { of: (cell: Cell) => number; most: number; says: (value: number) => string; goal: string }

/** A row for the cell with the largest value; an unknown value decides nothing. */
function judge(store: string) {
  return (what: string, cells: readonly Cell[], { of, most, says, goal }: Judgement): Row => {
    const [worst] = cells
      .map((cell) => ({ cell, value: of(cell) }))
      .sort((one, other) => other.value - one.value)
    const { cell, value = Number.NaN } = worst ?? {}
    return {
      what: `${what}; ${store} store (furthest: ${cell?.shape}, ${cell?.clients} clients, ${cell?.engine})`,
      measured: says(value),
      goal,
      ...(!Number.isNaN(value) && { passed: value <= most }),
    }
  }
}
