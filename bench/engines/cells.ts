import { percentile } from '../pages.ts'
import type { Shape } from './load.ts'
import type { Measured } from './measure.ts'

export const engines = ['SQLite', 'PostgreSQL, one instance', 'PostgreSQL, two instances'] as const

/** A load on a store, and what was measured in each round. */
export type Cell = {
  store: string
  shape: Shape
  clients: number
  engine: (typeof engines)[number]
  runs: Measured[]
}

type Counted = 'perSecond' | 'p99' | 'commits' | 'rollbacks' | 'mails' | 'page' | 'form'

/** The median of the rounds; null if the engine does not count it. */
export function median({ runs }: Pick<Cell, 'runs'>, of: Counted): number | null {
  const values = runs.map((run) => run[of]).filter((value) => value !== null)
  return values.length === 0 ? null : percentile(values, 0.5)
}

/** All rounds together. */
export function total({ runs }: Pick<Cell, 'runs'>, of: 'refused' | 'deadlocks'): number {
  return runs.reduce((sum, run) => sum + (run[of] ?? 0), 0)
}

/** Retries of all rounds among their write transactions; null if the servers do not count them. */
export function retryShare({ runs }: Pick<Cell, 'runs'>): number | null {
  let [transactions, retries] = [0, 0]
  for (const run of runs) {
    if (run.transactions === null) return null
    transactions += run.transactions
    for (const count of run.retries.values()) retries += count
  }
  return transactions === 0 ? 0 : retries / transactions
}

const shownRetries = 12

/** Prints everything measured, and what was retried most. */
export function printCells(cells: readonly Cell[]): void {
  const head = ['store', 'load', 'clients', 'engine', 'events/s', 'refused', 'p99 ms', 'commits', 'rollbacks']
  const more = ['deadlocks', 'retries', 'mails/s', 'gate p99 ms', 'form p99 ms']
  const number = (value: number | null) => (value === null ? '–' : Math.round(value).toLocaleString('en'))
  const lines = cells.map((cell) => [
    cell.store,
    cell.shape.name,
    String(cell.clients),
    cell.engine,
    number(median(cell, 'perSecond')),
    number(total(cell, 'refused')),
    number(median(cell, 'p99')),
    number(median(cell, 'commits')),
    number(median(cell, 'rollbacks')),
    cell.engine === 'SQLite' ? '–' : number(total(cell, 'deadlocks')),
    formatShare(retryShare(cell)),
    number(median(cell, 'mails')),
    number(median(cell, 'page')),
    number(median(cell, 'form')),
  ])
  const rule = [...head, ...more].map((_, place) => (place < 4 ? '---' : '--:'))
  console.log(`\n${[[...head, ...more], rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')}`)
  const retries = new Map<string, number>()
  for (const { runs } of cells)
    for (const run of runs)
      for (const [labels, count] of run.retries) retries.set(labels, (retries.get(labels) ?? 0) + count)
  const most = [...retries].sort(([, one], [, other]) => other - one).slice(0, shownRetries)
  if (most.length > 0)
    console.log(`\nRetried most:\n${most.map(([labels, count]) => `${count} ${labels}`).join('\n')}`)
}

export function formatShare(share: number | null): string {
  return share === null ? 'unknown' : `${(share * 100).toFixed(2)} %`
}
