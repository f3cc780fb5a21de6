import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { buildAlerts, buildEvent } from '../senders.ts'
import type { ClientMessage, Load } from './load.ts'

/**
 * Sends events as a process of its own (load.ts starts it): each client sends its next request once the last is answered.
 * Says when the warm-up is over, and what was answered in the time after it.
 */
const load: Load = JSON.parse(process.argv[2] ?? '')
const targets = load.urls.map((url) => new URL(load.shape.path, url))
const agent = new Agent({ keepAlive: true })
const alerts = buildAlerts()
const times: number[] = []
let [sent, accepted, refused] = [0, 0, 0]
const began = performance.now()
let from = Number.POSITIVE_INFINITY

for (let client = 0; client < load.clients; client++) keepSending(client).catch(fail)
await setTimeout(load.warmUp)
from = performance.now()
say({ isWarm: true })
await setTimeout(load.milliseconds)
const seconds = (performance.now() - from) / 1000
say(
  { perSecond: (accepted * load.shape.size) / seconds, accepted: accepted * load.shape.size, refused, times },
  // A message that fills the pipe is cut off by what disconnects before it has gone.
  () => process.disconnect?.(),
)

async function keepSending(client: number): Promise<never> {
  for (;;) {
    const number = sent++
    // With fewer clients than servers a client asks them in turn.
    const target = targets[(load.clients < targets.length ? number : client) % targets.length]
    const body =
      load.shape.size === 1
        ? buildEvent(number, load.accounts)
        : alerts.replaceAll('@@@@@@@@', number.toString(16).padStart(8, '0'))
    if (load.perSecond)
      await setTimeout(Math.max(0, began + (number * 1000) / load.perSecond - performance.now()))
    const asked = performance.now()
    const status = await send(target ?? '', body)
    if (performance.now() < from) continue
    times.push(performance.now() - asked)
    if (status === 202) accepted++
    else refused++
  }
}

/** The status, 202 or 503. @throws Error for any other */
function send(target: URL | string, body: string): Promise<number> {
  const headers = {
    authorization: `Bearer ${load.key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const asking = request(target, { agent, method: 'POST', headers }, (answer) => {
      const status = answer.statusCode ?? 0
      let said = ''
      if (status === 202) answer.resume()
      else answer.on('data', (chunk) => (said += chunk))
      answer.once('end', () =>
        status === 202 || status === 503
          ? resolve(status)
          : reject(new Error(`${target} answered ${status}: ${said}`)),
      )
    })
    asking.once('error', reject)
    asking.end(body)
  })
}

function say(message: ClientMessage, then = () => {}): void {
  process.send?.(message, then)
}

function fail(error: unknown): void {
  // The servers are stopped while the last requests are on their way.
  if (!process.connected) process.exit()
  console.error(error)
  process.exit(1)
}
