import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { callsOutside } from '../e2e/endpoints/outside.ts'
import { startServer, storeFile } from '../e2e/server.ts'
import { runNode } from '../scripts/run.ts'
import { hostOf, makeEndpointStore } from './endpoint-store.ts'
import { sendSteadily } from './mail-latency.ts'
import { readMemory } from './memory.ts'
import { percentile } from './pages.ts'
import { type RunningSink, runSink } from './run-sink.ts'
import type { Row } from './table.ts'

/** Of the few, the rate of each (20 a second) is a limit too; of the many none reaches it. */
const loads = [
  { endpoints: 50, perEndpoint: 100 },
  { endpoints: 250, perEndpoint: 20 },
]
const rounds = 3
/** `mailIn`: seconds, by when the endpoints hang. */
const hanging = { endpoints: 200, messages: 10, mails: 10_000, mailIn: 12 }
const others = 20
const mailsPerAccount = 10
const warmUp = 10
/** Milliseconds until all of those that hang do. */
const untilHung = 6000

/** Measures what sending to endpoints costs, and what hanging ones cost everybody else (docs/specification/channels.md, Shown). */
export async function measureEndpoints(): Promise<Row[]> {
  const rates: Row[] = []
  for (const load of loads) rates.push(...(await measureRate(load)))
  return [...rates, ...(await measureLatency()), ...(await measureHanging())]
}

async function withSink<Result>(
  work: (sink: RunningSink) => Promise<Result>,
  onHook?: Parameters<typeof runSink>[0],
): Promise<Result> {
  const sink = await runSink(onHook, 'hook-sink.ts')
  try {
    return await work(sink)
  } finally {
    sink.close()
  }
}

function settings(port: number, hooks: number, more: Record<string, string> = {}) {
  const names = Array.from({ length: hooks }, (_, number) => hostOf(number))
  return {
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...callsOutside([port], names),
    LOG_LEVEL: 'warn',
    ...more,
  }
}

async function measureRate({ endpoints, perEndpoint }: (typeof loads)[number]): Promise<Row[]> {
  const messages = endpoints * perEndpoint
  let [ours, bare] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    for (const isOurs of [false, true])
      await withSink(async (sink) => {
        const { folder } = await makeEndpointStore({
          accounts: endpoints,
          hooks: endpoints,
          waiting: perEndpoint,
          port: sink.port,
        })
        if (isOurs) {
          const server = await startServer(folder, {
            environment: settings(sink.port, endpoints, { WORKER: 'only' }),
          })
          ours += (await sink.untilCounted(messages)).milliseconds
          await server.stop()
        } else {
          const program = join(import.meta.dirname, 'bare-hooks.ts')
          if ((await runNode([program, storeFile(folder)])) !== 0) throw new Error('Bare undici failed.')
          bare += (await sink.untilCounted(messages)).milliseconds
        }
        rmSync(folder, { recursive: true, force: true })
      })
  }
  const [our, other] = [ours, bare].map((milliseconds) => (messages * rounds * 1000) / milliseconds)
  return [
    {
      what: `Webhooks a second to ${endpoints} endpoints that answer in 5 ms`,
      measured: (our ?? 0).toFixed(0),
      goal: '≥ 300',
      passed: (our ?? 0) >= 300,
    },
    {
      what: `The same, against bare undici with 24 requests at a time (${our?.toFixed(0)} : ${other?.toFixed(0)})`,
      measured: (bare / ours).toFixed(2),
      goal: '≥ 0.50',
      passed: bare / ours >= 0.5,
    },
  ]
}

async function measureLatency(): Promise<Row[]> {
  const times = await timeEmergencies({ hooks: 100, hung: 0 })
  const [median, most] = [percentile(times, 0.5), percentile(times, 0.99)]
  return [
    {
      what: `From the answer 202 to an endpoint having the emergency, median of ${times.length}`,
      measured: `${median.toFixed(1)} ms`,
      goal: '≤ 25 ms',
      passed: median <= 25,
    },
    {
      what: 'The same, 99th percentile',
      measured: `${most.toFixed(1)} ms`,
      goal: '≤ 150 ms',
      passed: most <= 150,
    },
  ]
}

/** Milliseconds from the answer to the request, at five emergencies a second to endpoints that answer. */
async function timeEmergencies({ hooks, hung }: { hooks: number; hung: number }): Promise<number[]> {
  const arrived = new Map<number, number>()
  const take = ({ subject, at }: { subject: string; at: number }) => {
    const number = /Latency (\d+)/.exec(subject)?.[1]
    if (number && !arrived.has(Number(number))) arrived.set(Number(number), at)
  }
  return withSink(async (sink) => {
    const waiting = hung > 0 ? hanging.messages : 0
    const { folder, key } = await makeEndpointStore({
      accounts: hooks,
      hooks,
      hung,
      waiting,
      category: 'emergency',
      port: sink.port,
    })
    const server = await startServer(folder, { environment: settings(sink.port, hooks) })
    try {
      if (hung > 0) await setTimeout(untilHung)
      const answered = await sendSteadily(server, key, {
        category: 'emergency',
        first: hung,
        accounts: hooks - hung,
      })
      for (const limit = Date.now() + 30_000; arrived.size < answered.length && Date.now() < limit; )
        await setTimeout(50)
      return answered.flatMap((at, number) =>
        number < warmUp ? [] : [(arrived.get(number) ?? Number.POSITIVE_INFINITY) - at],
      )
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }, take)
}

async function measureHanging(): Promise<Row[]> {
  const { endpoints: hung } = hanging
  let [without, beside, memory, memoryBeside] = [0, 0, 0, 0]
  for (let round = 0; round < rounds; round++) {
    const alone = await timeMail(0)
    const other = await timeMail(hung)
    without += alone.milliseconds
    beside += other.milliseconds
    memory = Math.max(memory, alone.memory)
    memoryBeside = Math.max(memoryBeside, other.memory)
  }
  const ratio = without / beside
  const more = memoryBeside - memory
  const p99 = percentile(await timeEmergencies({ hooks: hung + others, hung }), 0.99)
  return [
    {
      what: `Mails a second while ${hung} endpoints hang, against without`,
      measured: ratio.toFixed(2),
      goal: '≥ 0.95',
      passed: ratio >= 0.95,
    },
    {
      what: 'Emergencies to other endpoints meanwhile, 99th percentile',
      measured: `${p99.toFixed(0)} ms`,
      goal: '≤ 1000 ms',
      passed: p99 <= 1000,
    },
    {
      what: `Memory besides, MB (${memoryBeside.toFixed(0)} : ${memory.toFixed(0)})`,
      measured: `${more.toFixed(0)} MB`,
      goal: '≤ 60 MB',
      passed: more <= 60,
    },
  ]
}

/** How long mail takes beside the messages of hanging endpoints, and the most memory meanwhile. */
function timeMail(hung: number): Promise<{ milliseconds: number; memory: number }> {
  const { mails, mailIn } = hanging
  return withSink(async (hookSink) => {
    const mailSink = await runSink()
    const accounts = mails / mailsPerAccount
    const { folder } = await makeEndpointStore({
      accounts,
      hooks: hung,
      hung,
      waiting: mailsPerAccount,
      mailIn,
      port: hookSink.port,
    })
    const more = { WORKER: 'only', SMTP_URL: mailSink.url }
    const server = await startServer(folder, { environment: settings(hookSink.port, hung, more) })
    let memory = 0
    const watching = setInterval(() => (memory = Math.max(memory, readMemory(server.pid))), 100)
    try {
      return { milliseconds: (await mailSink.untilCounted(mails)).milliseconds, memory }
    } finally {
      clearInterval(watching)
      await server.stop()
      mailSink.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
