import { percentile } from '../pages.ts'
import { runSink } from '../run-sink.ts'
import type { Row } from '../table.ts'
import { startServers, stopServers } from './measure.ts'
import type { Template } from './stores.ts'

const least = 0.7

/** Measures how fast one worker sends mails that are all due, on both engines in turn. */
export async function measureDraining(
  sqlite: Template,
  postgres: Template,
  { mails, rounds }: { mails: number; rounds: number },
): Promise<Row> {
  const rates: { sqlite: number[]; postgres: number[] } = { sqlite: [], postgres: [] }
  for (let round = 0; round < rounds; round++) {
    rates.sqlite.push(await drain(sqlite, mails))
    rates.postgres.push(await drain(postgres, mails))
  }
  const [ours, theirs] = [percentile(rates.postgres, 0.5), percentile(rates.sqlite, 0.5)]
  return {
    what: `${mails.toLocaleString('en')} due mails, sent a second, PostgreSQL against SQLite (${ours.toFixed(0)} : ${theirs.toFixed(0)})`,
    measured: (ours / theirs).toFixed(2),
    goal: `≥ ${least.toFixed(2)}`,
    passed: ours / theirs >= least,
  }
}

/** Mails a second, from the first to the last that the mail server got. */
async function drain(template: Template, mails: number): Promise<number> {
  const copy = await template.copy()
  const sink = await runSink()
  const servers = await startServers(copy, 1, { WORKER: 'only', SMTP_URL: sink.url })
  try {
    return (mails * 1000) / (await sink.untilCounted(mails)).milliseconds
  } finally {
    await stopServers(servers)
    sink.close()
    await copy.remove()
  }
}
