import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { findPort, launchServer, startServer, storeFile } from '../server.ts'
import { countRepeated, type Findings, findBroken } from './findings.ts'
import { Senders } from './sender.ts'
import { CrashSink } from './sink.ts'
import { fillCrashStore } from './store.ts'

/** At which moments the server is killed. */
export const moments = ['starting', 'any', 'accepted', 'dot', 'answered'] as const
export type Moment = (typeof moments)[number]

export type CrashReport = {
  rounds: Record<Moment, number>
  triggered: number
  resolved: number
  arrived: number
  repeated: number
  findings: Findings
}

const accounts = 200
/** Milliseconds. */
const longestStart = 700
const longestLoad = 500
const drainLimit = 60_000

/**
 * Kills a real server under load again and again (SIGKILL), each time at another moment, on one store that lives through all of
 * it; then lets it come to rest, and answers what became of everything that was promised.
 */
export async function runCrashRounds(rounds: number, onRound: (round: number) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-crash-'))
  const key = await fillCrashStore(folder, accounts)
  const sink = await CrashSink.start()
  const port = await findPort()
  const environment = { SMTP_URL: sink.url, LOG_LEVEL: 'warn', EVENTS_PER_SECOND: '5000' }
  const senders = new Senders(`http://127.0.0.1:${port}`, key, accounts)
  const tried: Record<Moment, number> = { starting: 0, any: 0, accepted: 0, dot: 0, answered: 0 }
  try {
    for (let round = 0; round < rounds; round++) {
      const moment = moments[round % moments.length] ?? 'any'
      const server = await launchServer(folder, { port, environment })
      senders.start()
      await untilMoment(moment, sink, senders)
      await server.stop()
      await senders.stop()
      tried[moment]++
      onRound(round + 1)
    }
    const server = await startServer(folder, { port, environment })
    const store = new Sqlite(storeFile(folder), { readonly: true })
    try {
      await senders.finish()
      await untilAtRest(store)
      const report: CrashReport = {
        rounds: tried,
        triggered: senders.triggered.size,
        resolved: senders.resolved.size,
        arrived: sink.arrivals.length,
        repeated: countRepeated(sink.arrivals),
        findings: findBroken(store, senders, sink.arrivals),
      }
      return report
    } finally {
      store.close()
      await server.stop()
    }
  } finally {
    await sink.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Resolves at a moment of its kind; while all goes well, some time after the first event was taken. */
async function untilMoment(moment: Moment, sink: CrashSink, senders: Senders): Promise<void> {
  if (moment === 'starting') return setTimeout(Math.random() * longestStart)
  await untilCalled(senders, 'onAccepted')
  await setTimeout(Math.random() * longestLoad)
  if (moment === 'accepted') await untilCalled(senders, 'onAccepted')
  if (moment === 'dot') await untilCalled(sink, 'onDot')
  if (moment === 'answered') await untilCalled(sink, 'onAnswer')
}

function untilCalled<Name extends string>(of: Record<Name, () => void>, name: Name): Promise<void> {
  return new Promise((resolve) => {
    of[name] = () => {
      of[name] = () => undefined
      resolve()
    }
  })
}

/** Waits until nothing waits any more: what a killed server had is due again once its lease ends. */
async function untilAtRest(store: Sqlite.Database): Promise<void> {
  const waiting = store.prepare('select count(*) from outbox where due_at is not null').pluck()
  for (const limit = Date.now() + drainLimit; Date.now() < limit; await setTimeout(50)) {
    if (waiting.get() === 0) return
  }
}
