import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { SinkCount, SinkMail, SinkMessage } from './mail-sink.ts'

const patience = 120_000

export type RunningSink = {
  url: string
  port: number
  /** Waits until it has so many messages; answers how fast. */
  untilCounted(count: number): Promise<SinkCount>
  close(): void
}

/** Starts a sink in its own process, for mail or by another `program`; `onMail` gets each message. */
export async function runSink(
  onMail?: (mail: SinkMail) => void,
  program = 'mail-sink.ts',
): Promise<RunningSink> {
  const child = fork(join(import.meta.dirname, program), onMail ? ['--tell'] : [])
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.on('message', (message: SinkMessage) => {
      if ('port' in message) resolve(message.port)
      if ('mail' in message) onMail?.(message.mail)
    })
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    untilCounted: (count) => untilCounted(child, count),
    close: () => child.disconnect(),
  }
}

async function untilCounted(child: ChildProcess, wanted: number): Promise<SinkCount> {
  for (const limit = Date.now() + patience; Date.now() < limit; await setTimeout(50)) {
    child.send('count')
    const [message]: SinkMessage[] = await once(child, 'message')
    if (message && 'counted' in message && message.counted.count >= wanted) return message.counted
  }
  throw new Error(`The sink did not get its ${wanted} messages.`)
}
