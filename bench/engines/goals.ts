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
  const batches = onPostgres.filter(({ shape }) => shape.size === 100)
  const singles = onPostgres.filter(({ shape, clients }) => shape.size === 1 && clients === 16)
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
    noneOf('Requests, pages and forms refused', 'refused'),
    noneOf('Deadlocks', 'deadlocks'),
    row('Retries, of write transactions', onPostgres, {
      of: retryShare,
      most: 0.01,
      says: formatShare,
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
      of: (cell) => Number(median(cell, 'form')),
      most: 500,
      says: (value) => `${value.toFixed(0)} ms`,
      goal: '≤ 500 ms',
    }),
  ]
}

type Judgement = {
  of: (cell: Cell) => number | null
  most: number
  says: (value: number) => string
  goal: string
}

/** A row for the cell with the largest value. Where nothing was answered it has missed; unknown values decide nothing. */
function judge(store: string) {
  return (what: string, cells: readonly Cell[], { of, most, says, goal }: Judgement): Row => {
    const known = cells.flatMap((cell) => {
      const value = of(cell)
      return value === null ? [] : [{ cell, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }]
    })
    const [worst] = known.sort((one, other) => other.value - one.value)
    if (!worst) return { what: `${what}; ${store} store`, measured: 'unknown', goal }
    const { shape, clients, engine } = worst.cell
    return {
      what: `${what}; ${store} store (furthest: ${shape.name}, ${clients === 1 ? '1 client' : `${clients} clients`}, ${engine})`,
      measured: says(worst.value),
      goal,
      passed: worst.value <= most,
    }
  }
}
