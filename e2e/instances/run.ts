import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { runNginx, siteOf } from '#/tests/nginx-server.ts'
import { findPort } from '#/tests/port.ts'
import { onDatabase, startPostgres } from '#/tests/postgres-server.ts'
import { ensureNginx } from '../../scripts/nginx.ts'
import { createDatabase } from '../crash/database.ts'
import { startTogether } from '../crash/pair.ts'
import { addTo, type CrashPart, type Report } from '../crash/part.ts'
import { Rig, until } from '../crash/rig.ts'
import { type Server, waitUntilReady } from '../server.ts'
import { copyAsNewer } from './newer.ts'
import { Partners } from './partners.ts'
import {
  accountsNeeded,
  countActivity,
  describeDrills,
  eventsForSchedule,
  firstAccount,
  makeDue,
} from './scheduled.ts'

/** Milliseconds of load before each disturbance. */
const load = 3000
/** Milliseconds from a server's start to the next disturbance: nginx avoids a failed server for 5 s (fail_timeout). */
const waitUntilAsked = 6000
const partners = 10
/** Milliseconds until the jobs finish everything due; they take turns, and a killed server can lose one. */
const scheduleLimit = 300_000
/** Milliseconds within which working servers must accept events. */
const takenLimit = 20_000
/** Milliseconds after the end in which nothing may happen twice: longer than the longest turn. */
const afterwards = 70_000

/**
 * Two servers on one PostgreSQL behind nginx, under load: one is killed and restarted, the other stopped and restarted,
 * `times` times, while drills, checks, reminders, escalations and a digest come due. Then a newer version replaces both,
 * one after another: it migrates the database under the older server.
 */
export const severalInstances: CrashPart = async (times, said) => {
  const nginx = await ensureNginx()
  return onPostgres((url) => blow({ nginx, url }, times, said))
}

/** Starts two servers together on an empty database, then does `work` on another one. */
async function onPostgres(work: (url: string) => Promise<Report>): Promise<Report> {
  const postgres = await startPostgres({ durable: true })
  try {
    await createDatabase(postgres, 'empty')
    await createDatabase(postgres, 'instances')
    const unstarted = await startTogether('/nonexistent', { DATABASE_URL: postgres.url('empty') })
    const report = await work(postgres.url('instances'))
    return addTo(
      report,
      { 'servers started together on an empty database': 2 },
      { 'servers that did not start': unstarted },
    )
  } finally {
    await postgres.stop()
  }
}

/**
 * The short version for `npm run test:all`: two servers start together on an empty database, then one of two others is killed
 * at work. It has no nginx, no people and nothing due.
 */
export const oneOfTwoKilled: CrashPart = () =>
  onPostgres((database) =>
    Rig.use({ accounts: 100, database }, async (rig) => {
      const servers = await Promise.all([rig.serve(), rig.serve()])
      const senders = rig.sendTo(...servers)
      senders.start()
      await until(() => senders.triggered.size > 30, takenLimit)
      await servers[0].stop()
      const taken = senders.triggered.size
      await until(() => senders.triggered.size > taken + 30, takenLimit)
      await senders.stop()
      return rig.conclude(senders)
    }),
  )

type Place = { nginx: string; url: string }

async function blow({ nginx, url }: Place, ...[times, said]: Parameters<CrashPart>) {
  const rig = await Rig.start({ accounts: accountsNeeded, database: url })
  const ports = [await findPort(), await findPort()] as const
  const port = await findPort()
  const address = `http://127.0.0.1:${port}`
  // One address for both, because forms and links are checked against it.
  const environment = { APP_URL: address, LOG_LEVEL: 'info', TRUSTED_PROXIES: '127.0.0.1' }
  const serve = (place: 0 | 1, program?: string) => rig.serve(environment, ports[place], program)
  const servers = await Promise.all([serve(0), serve(1)])
  const folder = join(rig.folder, 'nginx')
  mkdirSync(folder)
  const site = siteOf({ servers: ports, plain: await findPort(), portal: port, logs: folder })
  const proxy = runNginx(nginx, folder, site)
  await waitUntilReady(proxy.nginx, `${address}/api/health`, () => '')
  const exits: string[] = []
  try {
    const senders = rig.sendTo({ url: address })
    senders.accounts = firstAccount
    const people = new Partners(address)
    await people.start(url, partners)
    senders.start()
    await send(eventsForSchedule(), address, rig.key)
    await onDatabase(url, makeDue)
    for (let round = 0; round < times; round++) {
      await setTimeout(waitUntilAsked)
      await servers[0].stop()
      await setTimeout(load)
      servers[0] = await serve(0)
      await setTimeout(waitUntilAsked)
      const began = Date.now()
      process.kill(servers[1].pid, 'SIGTERM')
      const code = await servers[1].exited
      const took = Date.now() - began
      const last = servers[1].log().trimEnd().split('\n').at(-1)
      if (code !== 0 || took > 10_000) exits.push(`code ${code} after ${took} ms: ${last}`)
      await setTimeout(load)
      servers[1] = await serve(1)
      said?.(`${round + 1} of ${times} times killed and stopped`)
    }
    await setTimeout(waitUntilAsked)
    const newer = copyAsNewer(rig.folder)
    // Half of what people and senders ask is asked of the older server, which refuses it until it is replaced.
    people.tries = 100
    process.kill(servers[0].pid, 'SIGTERM')
    await servers[0].exited
    servers[0] = await serve(0, newer)
    const older = servers[1]
    const isOutdated = await until(async () => (await readStatus(older)) === 'outdated', takenLimit)
    await setTimeout(load)
    const refused = senders.answered('503')
    process.kill(older.pid, 'SIGTERM')
    if ((await older.exited) !== 0) exits.push('the older server')
    servers[1] = await serve(1, newer)
    said?.('migrated under load')
    await setTimeout(waitUntilAsked)
    await senders.stop()
    await people.stop()
    await until(async () => {
      await setTimeout(1000)
      const happened = await onDatabase(url, countActivity)
      said?.(happened.map((one) => `${one.happened} ${one.what}`).join(', '))
      return happened.every((one) => one.happened >= one.expected)
    }, scheduleLimit)
    await setTimeout(afterwards)
    const report = await rig.conclude(senders)
    const happened = await onDatabase(url, countActivity)
    if (happened.some((one) => one.happened < one.expected)) {
      said?.(await onDatabase(url, describeDrills))
      mkdirSync('test-results', { recursive: true })
      for (const [place, server] of servers.entries())
        writeFileSync(join('test-results', `instance-${place}.log`), server.log())
    }
    const { counts } = people
    return addTo(
      report,
      {
        'server killed (kill -9) under load, and started again': times,
        'the other stopped (SIGTERM) under load, and started again': times,
        'migrated under load by a newer version': 1,
        'events that the older server refused (503), sent again': refused,
        'pages opened by people in their session': counts.pages,
        'pages at the second try': counts.retriedPages,
        'forms saved': counts.forms,
        'forms at the second try': counts.retriedForms,
        'events sent again after 502, or no answer': senders.answered('502') + senders.answered('no answer'),
        ...Object.fromEntries(
          happened.map((one) => [`${one.what}, due once for each of ${one.expected}`, one.happened]),
        ),
      },
      {
        'requests of people that failed at every try': people.failed,
        'names of people that are neither the saved nor the last one sent': await listWrongNames(url, people),
        'scheduled things that did not happen': happened
          .filter((one) => one.happened < one.expected)
          .map((one) => `${one.happened} of ${one.expected} ${one.what}`),
        'scheduled things that happened twice': happened.flatMap((one) => one.twice),
        'stops that took more than 10 s, or failed': exits,
        'older servers that did not say so once': isOutdated && countOutdated(older) === 1 ? [] : [older.url],
      },
    )
  } finally {
    await proxy.stop()
    await rig.end()
  }
}

async function readStatus({ url }: Server): Promise<string> {
  const health = await fetch(`${url}/api/health`)
  return (await health.json()).status
}

function countOutdated(server: Server): number {
  return server.log().split('older than its store').length - 1
}

/** Sends events as a good sender does: again after a 503, which many large requests at once can get. */
async function send(events: readonly object[], address: string, key: string): Promise<void> {
  let said = ''
  const isTaken = await until(async () => {
    const answer = await fetch(`${address}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(events),
    })
    said = `${answer.status}: ${await answer.text()}`
    if (answer.status !== 202 && answer.status !== 503) throw new Error(`The events were answered ${said}`)
    return answer.status === 202
  }, takenLimit)
  if (!isTaken) throw new Error(`The events were answered ${said}`)
}

async function listWrongNames(url: string, people: Partners): Promise<string[]> {
  const all = 'select email_key, name from users'
  const { rows } = await onDatabase(url, (client) => client.query<{ email_key: string; name: string }>(all))
  const names = new Map(rows.map(({ email_key, name }) => [email_key, name]))
  return [...people.names].flatMap(([email, { saved, tried }]) => {
    const name = names.get(email) ?? ''
    return name === saved || name === tried ? [] : [`${email}: ${name}`]
  })
}
