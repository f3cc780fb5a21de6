import { setTimeout } from 'node:timers/promises'
import { type Server, startServer } from '../e2e/server.ts'
import { fillIntakeStore, intakeAccounts, slugOf } from './intake-store.ts'
import { percentile } from './pages.ts'
import { runSink } from './run-sink.ts'
import type { Row } from './table.ts'

const perSecond = 5
const seconds = 30
const warmUp = 10

/** Measures milliseconds from answer 202 to the whole message in the mail server, at 5 events a second. */
export async function measureMailLatency(folder: string): Promise<Row[]> {
  const key = await fillIntakeStore(folder)
  const arrived = new Map<number, number>()
  const sink = await runSink(({ subject, at }) => {
    const number = /Latency (\d+)/.exec(subject)?.[1]
    if (number) arrived.set(Number(number), at)
  })
  const environment = { SMTP_URL: sink.url, LOG_LEVEL: 'warn' }
  const server = await startServer(folder, { environment })
  try {
    const answered = await sendSteadily(server, key)
    await sink.untilCounted(answered.length)
    const times = answered.flatMap((at, number) =>
      number < warmUp ? [] : [(arrived.get(number) ?? Number.NaN) - at],
    )
    return [
      {
        what: `From the answer 202 to the mail server having the message, median of ${times.length}`,
        measured: `${percentile(times, 0.5).toFixed(1)} ms`,
        goal: '25 ms',
      },
      {
        what: 'The same, 99th percentile',
        measured: `${percentile(times, 0.99).toFixed(1)} ms`,
        goal: '100 ms',
      },
    ]
  } finally {
    await server.stop()
    sink.close()
  }
}

/** Sends events one after another, to `accounts` from `first` on in turn; answers the time of each answer, in milliseconds since 1970. */
export async function sendSteadily(
  server: Server,
  key: string,
  { category = 'production-alert', first = 0, accounts = intakeAccounts } = {},
): Promise<number[]> {
  const answered: number[] = []
  const began = performance.now()
  for (let number = 0; number < perSecond * seconds; number++) {
    await setTimeout(Math.max(0, began + (number * 1000) / perSecond - performance.now()))
    const answer = await fetch(`${server.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        account: slugOf(first + (number % accounts)),
        category,
        dedupKey: `latency-${number}`,
        summary: `Latency ${number}`,
      }),
    })
    answered.push(performance.timeOrigin + performance.now())
    if (answer.status !== 202) throw new Error(`An event was answered with ${answer.status}.`)
  }
  return answered
}
