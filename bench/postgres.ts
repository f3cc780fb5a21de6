import { type PostgresServer, startPostgres } from '../tests/postgres-server.ts'
import { type Cell, engines, printCells } from './engines/cells.ts'
import { measureDraining } from './engines/drain.ts'
import { judgeCells } from './engines/goals.ts'
import type { Contents } from './engines/history.ts'
import { shapes } from './engines/load.ts'
import { accounts, measure, type Pace, type Tools } from './engines/measure.ts'
import { StatementLog } from './engines/statements.ts'
import { measureSteady } from './engines/steady.ts'
import { makePostgres, makeSqlite, type Template } from './engines/stores.ts'
import { runSink } from './run-sink.ts'
import type { Row } from './table.ts'

/** `quick`: short, once, on the small store alone. The others: only these of the measurements. */
export const postgresWords = ['quick', 'load', 'drain', 'steady']

const full = { warmUp: 5000, milliseconds: 20_000, rounds: 3, mails: 5000 }
const quick = { warmUp: 2000, milliseconds: 6000, rounds: 1, mails: 2000 }
const clientCounts = [1, 4, 16]
const mailsPerAccount = 10

/** Measures PostgreSQL beside SQLite, with one and two instances: taking events in, sending mail, and what that asks. */
export async function measurePostgres(words: readonly string[]): Promise<Row[]> {
  const isQuick = words.includes('quick')
  const pace = isQuick ? quick : full
  const chosen = postgresWords.filter((word) => word !== 'quick' && words.includes(word))
  const isChosen = (word: string) => chosen.length === 0 || chosen.includes(word)
  const log = new StatementLog()
  const postgres = await startPostgres({ durable: true, onLog: (piece) => log.add(piece) })
  const sink = await runSink()
  const tools = { postgres, sink }
  const rows: Row[] = []
  try {
    const small = await makeBoth(postgres, { accounts })
    if (isChosen('steady')) rows.push(...(await measureSteady(small.postgres, tools, log)))
    if (isChosen('drain')) {
      const due = await makeBoth(postgres, { accounts: pace.mails / mailsPerAccount, mails: pace.mails })
      rows.push(await measureDraining(due.sqlite, due.postgres, pace).finally(due.remove))
    }
    if (isChosen('load')) {
      const cells = await measureCells('small', small, pace, tools)
      rows.push(...judgeCells('small', cells))
      if (!isQuick) {
        const large = await makeBoth(postgres, { accounts, events: 1_000_000 })
        const more = await measureCells('million', large, pace, tools).finally(large.remove)
        rows.push(...judgeCells('million', more))
        cells.push(...more)
      }
      printCells(cells)
    }
    await small.remove()
    return rows
  } finally {
    sink.close()
    await postgres.stop()
  }
}

type Both = { sqlite: Template; postgres: Template; remove(): Promise<void> }

async function makeBoth(server: PostgresServer, contents: Contents): Promise<Both> {
  const [sqlite, postgres] = [await makeSqlite(contents), await makePostgres(server, contents)]
  const remove = async () => {
    await sqlite.remove()
    await postgres.remove()
  }
  return { sqlite, postgres, remove }
}

/** Measures each load on each engine, in rounds and the engines in turn, so that a slow minute hits all alike. */
async function measureCells(store: string, of: Both, pace: Pace, tools: Tools): Promise<Cell[]> {
  const cells = shapes.flatMap((shape) =>
    clientCounts.flatMap((clients) =>
      engines.map((engine) => {
        const template = engine === 'SQLite' ? of.sqlite : of.postgres
        const setup = { template, servers: engine === 'PostgreSQL, two instances' ? 2 : 1, shape, clients }
        const cell: Cell = { store, shape, clients, engine, runs: [] }
        return { cell, setup }
      }),
    ),
  )
  for (let round = 0; round < pace.rounds; round++) {
    for (const { cell, setup } of cells) {
      const measured = await measure(setup, pace, tools)
      cell.runs.push(measured)
      const name = `${store} store, ${cell.shape.name}, ${cell.clients} clients, ${cell.engine}`
      console.error(`${name}: ${measured.perSecond.toFixed(0)} events/s, ${measured.refused} refused`)
    }
  }
  return cells.map(({ cell }) => cell)
}
