import type { CrashPart, Report } from '../../e2e/crash/part.ts'
import { onDatabase, startPostgres } from '../postgres-server.ts'
import { checkOrder } from './check.ts'
import { checkEnds } from './ends.ts'
import { drive, type RunPlan, type RunRecord } from './run.ts'

/** How often the store may refuse a request in a run: it is there, and all that collides runs again until it is done. */
const maxRefused = 0

/** Drives two instances and holds what happened against a serial order of it. */
export async function tryOrder(url: string, plan: RunPlan): Promise<Report> {
  const happened = await drive(url, plan)
  const refused = countAnswers(happened, (answer) => answer !== 'lost' && 'failed' in answer)
  const found = {
    ...checkOrder(happened),
    ...checkEnds(happened),
    refused: refused > maxRefused ? [`${refused} requests refused by the store`] : [],
  }
  const lost = Object.entries(found).map(([what, names]) => [
    what,
    names.map((name) => `seed ${plan.seed}: ${name}`),
  ])
  return {
    tried: {
      'runs of two instances': 1,
      'instances killed (kill -9), and replaced': happened.kills,
      'things asked': happened.asked.length,
      'answers lost with their instance': countAnswers(happened, (answer) => answer === 'lost'),
      'requests refused by the store, and repeated': refused,
      'mails arrived': happened.mails.length,
      'transactions put in order': happened.journal.length,
    },
    lost: Object.fromEntries(lost),
  }
}

/** Repeats the run on a PostgreSQL of its own, each time with another seed from `first`. */
export function serialOrder(first: number): CrashPart {
  return async (times, said) => {
    const postgres = await startPostgres()
    const report: Report = { tried: {}, lost: {} }
    try {
      for (let run = 0; run < times; run++) {
        const seed = first + run
        add(report, await tryOrder(await emptyDatabase(postgres.url, seed), { ...longDose, seed }))
        said?.(`${run + 1} of ${times} runs, the last with the seed ${seed}`)
      }
      return report
    } finally {
      await postgres.stop()
    }
  }
}

const longDose = { rounds: 4, commands: 150, clients: 16, kills: 4 }

/** Adds a run to those before it. */
function add(report: Report, { tried, lost }: Report): void {
  for (const [what, count] of Object.entries(tried)) report.tried[what] = (report.tried[what] ?? 0) + count
  for (const [what, names] of Object.entries(lost))
    report.lost[what] = [...(report.lost[what] ?? []), ...names]
}

async function emptyDatabase(urlOf: (database: string) => string, seed: number): Promise<string> {
  const name = `serial_${seed}`
  await onDatabase(urlOf('postgres'), (client) => client.query(`create database ${name}`))
  const { migratePostgres } = await import('#/db/store/postgres.ts')
  await onDatabase(urlOf(name), (client) => migratePostgres(client))
  return urlOf(name)
}

function countAnswers(
  { asked }: RunRecord,
  isCounted: (answer: RunRecord['asked'][number]['answers'][number]) => boolean,
): number {
  return asked.flatMap(({ answers }) => answers).filter(isCounted).length
}
