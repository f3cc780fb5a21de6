import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, storeFile } from '../e2e/server.ts'
import { runNode } from '../scripts/run.ts'
import { makeMailStore } from './mail-store.ts'
import { runSink } from './run-sink.ts'
import type { Row } from './table.ts'

const mails = 10_000
const rounds = 2

/**
 * Measures how fast ready mail reaches a mail server on loopback, against a bare nodemailer pool with as many
 * connections and ready-made messages. Alternates both on the same machine; the mail server counts.
 */
export async function measureMailThroughput(): Promise<Row[]> {
  const folder = await makeMailStore(mails)
  try {
    let [ours, bare, kept] = [0, 0, 0]
    for (let round = 0; round < rounds; round++) {
      bare += await timePool(folder)
      ours += await timeWorker(folder)
      kept += await timePool(folder, 'Infinity')
    }
    const rate = (milliseconds: number) => ((mails * rounds * 1000) / milliseconds).toFixed(0)
    const ratio = bare / ours
    return [
      {
        what: `Mails a second to a local mail server, against a bare nodemailer pool of 5 (${rate(ours)} : ${rate(bare)})`,
        measured: ratio.toFixed(2),
        goal: '≥ 0.80',
        passed: ratio >= 0.8,
      },
      {
        what: `The same, against a pool that never changes its connections (${rate(ours)} : ${rate(kept)})`,
        measured: (kept / ours).toFixed(2),
        goal: '0.80',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of our worker, as it runs beside the server, from the first mail to the last. */
async function timeWorker(folder: string): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'recapito-mail-'))
  copyFileSync(storeFile(folder), storeFile(copy))
  const sink = await runSink()
  const environment = { WORKER: 'only', SMTP_URL: sink.url, LOG_LEVEL: 'warn' }
  const server = await startServer(copy, { environment })
  try {
    return (await sink.untilCounted(mails)).milliseconds
  } finally {
    await server.stop()
    sink.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Milliseconds of a bare pool. */
async function timePool(folder: string, ...maxMessages: string[]): Promise<number> {
  const sink = await runSink()
  try {
    const program = join(import.meta.dirname, 'bare-pool.ts')
    const code = await runNode([program, storeFile(folder), sink.url, ...maxMessages])
    if (code !== 0) throw new Error('The bare pool failed.')
    return (await sink.untilCounted(mails)).milliseconds
  } finally {
    sink.close()
  }
}
