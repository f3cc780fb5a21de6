import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { type Server, storeFile } from '../server.ts'
import { waitForCall } from './kill.ts'
import { addTo, type CrashPart } from './part.ts'
import { MovedClock, Rig, until, waitUntilIdle } from './rig.ts'
import type { StoreView } from './store.ts'

/** Milliseconds: longer than a lease (lib/platform/outbox/policy.ts). */
const pastLease = 20_000
const maxLoad = 300
/** The longest delay of the mail server, so that mail is in progress when a worker stops. */
const maxDelay = 400
/** One in this many rounds waits for the lease to end; the others move the clock. */
const realEvery = 10

/**
 * Pauses a worker (SIGSTOP) until its leases end and another takes over its mail, then resumes it. Its outdated state
 * must change nothing.
 */
export const stoppedWorker: CrashPart = async (times, said) => {
  const rig = await Rig.start({ accounts: 200 })
  const clock = new MovedClock(rig.folder)
  const view = rig.view()
  const late: string[] = []
  let [withMail, realWaits, writing] = [0, 0, 0]
  try {
    const front = await rig.serve({ WORKER: 'off', ...clock.environment })
    const worker = () => rig.serve({ WORKER: 'only', ...clock.environment })
    const workers = await Promise.all([worker(), worker()])
    const senders = rig.sendTo(front)
    rig.sink.maxDelay = maxDelay
    for (let round = 0; round < times; round++) {
      const [stopped, other] = round % 2 === 0 ? workers : workers.toReversed()
      if (!stopped || !other) break
      senders.start()
      await setTimeout(maxLoad + Math.random() * maxLoad)
      await waitForCall(rig.sink, 'onDot')
      writing += await stopOutsideCommit(stopped, rig.folder)
      await senders.waitUntilAccepted(12)
      await senders.stop()
      if ((await countLeased(view)) > 0) withMail++
      if ((round + 1) % realEvery === 0) {
        realWaits++
        await setTimeout(pastLease)
      } else await clock.move(pastLease, front, other)
      await waitUntilIdle(view)
      const before = await readAll(view)
      process.kill(stopped.pid, 'SIGCONT')
      process.kill(stopped.pid, 'SIGUSR2')
      await waitUntilAwake(stopped)
      const after = await readAll(view)
      late.push(...before.filter((row, place) => row !== after[place]))
      said?.(`${round + 1} of ${times} stopped and continued`)
    }
    const takenOver = workers.flatMap((one) => one.log().match(/mail was claimed by another worker/g) ?? [])
    const report = await rig.conclude(senders)
    return addTo(
      report,
      {
        'workers stopped under load and continued past their lease': times,
        'of them with mail in their hands': withMail,
        'of them after a real wait of 20 s': realWaits,
        'caught in a commit, let go and stopped again': writing,
        'settlements that came too late and were refused': takenOver.length,
      },
      { 'rows that a late worker changed': late },
    )
  } finally {
    await view.close()
    await rig.end()
  }
}

/**
 * A process paused during a write locks an SQLite file until it resumes; that is SQLite's behaviour and not under test.
 * Returns how often it happened.
 */
async function stopOutsideCommit(server: Server, folder: string): Promise<number> {
  const store = new Sqlite(storeFile(folder), { timeout: 200 })
  try {
    for (let caught = 0; ; caught++) {
      process.kill(server.pid, 'SIGSTOP')
      try {
        store.exec('BEGIN IMMEDIATE; ROLLBACK')
        return caught
      } catch {
        process.kill(server.pid, 'SIGCONT')
        await setTimeout(Math.random() * 20)
      }
    }
  } finally {
    store.close()
  }
}

function countLeased(view: StoreView): Promise<number> {
  return view.count('select count(*) as count from outbox where lease_owner is not null')
}

async function readAll(view: StoreView): Promise<string[]> {
  const rows = await view.rows(
    'select id, status, attempts, due_at, lease_owner, last_error, history, settled_at from outbox order by id',
  )
  return rows.map((row) => JSON.stringify(row))
}

/** The worker has the others' clock, knows its mail servers' answers, and has tried to store them. */
async function waitUntilAwake(server: Server): Promise<void> {
  const answers = async () => (await fetch(`${server.url}/api/health`).catch(() => null))?.ok === true
  await until(answers, 10_000)
  await setTimeout(300)
}
