import { onDatabase } from '../../tests/postgres-server.ts'
import type { Row } from '../table.ts'
import { runLoad, shapes } from './load.ts'
import { accounts, startServers, stopServers, type Tools } from './measure.ts'
import type { StatementLog } from './statements.ts'
import type { Template } from './stores.ts'

const perSecond = 50
const mostCommits = 2.5
const mostReads = 6

/** Counts what one server asks of PostgreSQL for each mailed event, while 50 events a second come in. */
export async function measureSteady(
  template: Template,
  { sink, postgres }: Tools,
  log: StatementLog,
): Promise<Row[]> {
  const copy = await template.copy()
  await onDatabase(postgres.url('postgres'), (client) =>
    client.query(`alter database ${copy.database} set log_statement = 'all'`),
  )
  const servers = await startServers(copy, 1, { SMTP_URL: sink.url })
  try {
    const [shape] = shapes
    if (!shape) throw new Error('There is no load of single events.')
    const urls = servers.map(({ url }) => url)
    const time = { warmUp: 5000, milliseconds: 10_000 }
    const load = { urls, key: template.key, shape, clients: 4, accounts, perSecond, ...time }
    let before = Promise.resolve(0)
    const countMails = async () => (await sink.untilCounted(0)).count
    const sent = await runLoad(load, () => {
      log.take()
      before = countMails()
    })
    const counts = log.take()
    const mails = (await countMails()) - (await before)
    const of = `for each of ${mails} mailed events at ${sent.perSecond.toFixed(0)} a second, PostgreSQL`
    const judge = (what: string, count: number, most: number): Row => ({
      what: `${what} ${of}`,
      measured: (count / mails).toFixed(2),
      goal: `≤ ${most}`,
      passed: count / mails <= most,
    })
    return [
      judge(`Write commits (and ${counts.rollbacks} rollbacks)`, counts.commits, mostCommits),
      judge('Reads outside of transactions', counts.reads, mostReads),
    ]
  } finally {
    await stopServers(servers)
    await copy.remove()
  }
}
