import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findAlertmanager } from '../scripts/alertmanager.ts'
import { findPort } from '../tests/port.ts'

const startLimit = 60_000

export type Alert = { labels: Record<string, string>; annotations?: Record<string, string>; endsAt?: string }
export type Alertmanager = { send(alerts: Alert[]): Promise<void>; log(): string; stop(): Promise<void> }

/** Runs a real Alertmanager with `configuration`; the file that it names contains `key`. */
export async function startAlertmanager(configuration: string, key: string): Promise<Alertmanager> {
  const program = findAlertmanager()
  if (!program) throw new Error('Alertmanager is missing; `npm test` brings it.')
  const folder = mkdtempSync(join(tmpdir(), 'recapito-alertmanager-'))
  const keyFile = join(folder, 'recapito.key')
  writeFileSync(keyFile, key)
  const file = join(folder, 'alertmanager.yml')
  writeFileSync(file, configuration.replaceAll('/etc/prometheus/recapito.key', keyFile))
  const address = `127.0.0.1:${await findPort()}`
  const child = spawn(
    program,
    [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  await untilReady(child, `http://${address}/-/ready`, () => said)
  return {
    send: (alerts) => send(`http://${address}/api/v2/alerts`, alerts),
    log: () => said,
    stop: async () => {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function send(url: string, alerts: Alert[]): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(alerts) })
  if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`)
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (const limit = Date.now() + startLimit; Date.now() < limit; await setTimeout(25)) {
    if (child.exitCode !== null) break
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
  }
  await end(child)
  throw new Error(`Alertmanager did not become ready:\n${said()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}
