import { randomInt } from 'node:crypto'
import { inspect } from 'node:util'
import { createVitest } from 'vitest/node'
import { z } from 'zod'
import { makeDemoStore } from '../e2e/demo-store.ts'
import { runFuzzRound } from '../e2e/fuzz/round.ts'
import { stop } from './run.ts'
import { build, isBuiltFromSources } from './standalone.ts'

/** A line of the table: kind, subject, and the numbers of cases, accepted ones, and Next's own refusals. */
type Line = { kind: string; what: string; cases: number; taken: number; undecoded: number }

const minutes = Number(process.argv[2] ?? 60)
const seed = Number(process.argv[3] ?? randomInt(2 ** 31))
if (!(minutes > 0) || !Number.isInteger(seed))
  stop(
    '`npm run test:long -- fuzz 5 1234` takes for how many minutes, 60 unless given, and the seed, any unless given.',
  )
if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to test.')

const began = Date.now()
const ends = began + minutes * 60_000
const longestRound = 90_000
const longestSaid = 2000
/** The part of a round for sending: the rest goes to finding forms and checking the store's invariants. */
const sending = 0.4
const lines: Line[] = []
const failures: string[] = []

console.log(`${minutes} minutes, seed ${seed}`)
await fuzzUnits()
if (failures.length === 0) await fuzzServers()
printTable()
if (failures.length > 0) stop(`\nseed ${seed} found:\n${failures.join('\n\n')}`)

/** Fuzzes schemas and parsers for a third of the time, each property equally long. */
async function fuzzUnits(): Promise<void> {
  const vitest = await createVitest('test', {
    watch: false,
    project: ['unit'],
    fileParallelism: false,
    reporters: [{}],
    testTimeout: (minutes / 3) * 60_000 + 60_000,
  })
  const properties = 350
  vitest.provide('fuzz', { milliseconds: Math.ceil((minutes * 20_000) / properties), seed })
  const { testModules } = await vitest.start(['tests/fuzz/'])
  for (const one of testModules.flatMap((module) => [...module.children.allTests()])) {
    const { tried } = one.meta()
    if (tried) lines.push({ ...tried, undecoded: 0 })
    const { state, errors = [] } = one.result()
    if (state === 'failed') failures.push([one.fullName, ...errors.map(sayWhy)].join('\n'))
  }
  await vitest.close()
}

/** Starts servers one after another, each on the initial demo store, until the time is up. */
async function fuzzServers(): Promise<void> {
  const demoStore = await makeDemoStore()
  try {
    for (let round = 0; round === 0 || Date.now() < ends - 5_000; round++) {
      const milliseconds = Math.max(1_000, Math.min(ends - Date.now(), longestRound) * sending)
      const report = await runFuzzRound(demoStore, { seed: seed + round, budget: { milliseconds } })
      for (const kind of ['actions', 'api'] as const) {
        for (const [what, tried] of report[kind]) lines.push({ kind, what, ...tried })
      }
      lines.push({ kind: 'stores', what: 'held against what must be', cases: 1, taken: 1, undecoded: 0 })
    }
  } catch (error) {
    failures.push(sayWhy(error))
  } finally {
    demoStore.remove()
  }
}

/** The finding, and why it is a fault. A counterexample may be of any length: seed and path reproduce it. */
function sayWhy(error: unknown): string {
  const { message, cause } = z
    .object({ message: z.string(), cause: z.object({ message: z.string() }).optional() })
    .catch(() => ({ message: inspect(error) }))
    .parse(error)
  return [message, cause?.message ?? ''].map((said) => said.slice(0, longestSaid)).join('\n')
}

function printTable(): void {
  const kinds = [...new Set(lines.map(({ kind }) => kind))]
  const header = ['', 'different', 'cases', 'taken', 'not decoded']
  const rows = kinds.map((kind) => {
    const of = lines.filter((line) => line.kind === kind)
    const sum = (name: 'cases' | 'taken' | 'undecoded') => of.reduce((total, line) => total + line[name], 0)
    return [kind, new Set(of.map(({ what }) => what)).size, sum('cases'), sum('taken'), sum('undecoded')]
  })
  const table = [header, ...rows].map((row) =>
    row.map((cell, column) => (column === 0 ? String(cell).padEnd(12) : String(cell).padStart(12))).join(''),
  )
  console.log(
    `\n${table.join('\n')}\n\n${((Date.now() - began) / 1000).toFixed(0)} s, ${failures.length} found`,
  )
}
