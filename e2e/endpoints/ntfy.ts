import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { certificateFile } from '#/tests/certificates.ts'
import { findPort } from '#/tests/port.ts'
import { until } from '../crash/rig.ts'
import { end, listenTo } from '../server.ts'
import { certificate, outside } from './outside.ts'

/** What the app shows and its button does. */
export type Push = {
  title: string
  message: string
  priority: number
  actions?: { label: string; url: string; method: string; headers: Record<string, string>; body: string }[]
}

/** Runs Debian's ntfy with TLS on loopback; its files are in `folder`. */
export async function startNtfy(program: string, folder: string) {
  const port = await findPort()
  const configuration = join(folder, 'ntfy.yml')
  const url = `https://${outside.ntfy}:${port}`
  const settings = {
    'base-url': url,
    'listen-http': '',
    'listen-https': `127.0.0.1:${port}`,
    'key-file': certificateFile('key'),
    'cert-file': certificateFile('outside'),
    'web-root': 'disable',
  }
  writeFileSync(configuration, JSON.stringify(settings))
  const child = spawn(program, ['serve', '-c', configuration], { stdio: ['ignore', 'pipe', 'pipe'] })
  const log = listenTo(child)
  if (!(await until(() => log().includes('Listening on'), 20_000)))
    throw new Error(`ntfy did not start:\n${log()}`)
  return { url, port, subscribe: (topic: string) => subscribe(port, topic), stop: () => end(child) }
}

/** Subscribes as the app does: every message of the topic as it comes. */
async function subscribe(port: number, topic: string) {
  const pushes: Push[] = []
  let isOpen = false
  const asked = request({
    ...{ host: '127.0.0.1', port, servername: outside.ntfy, ca: certificate, path: `/${topic}/json` },
    headers: { host: `${outside.ntfy}:${port}` },
  })
  asked.on('error', () => undefined)
  asked.on('response', (answer) => {
    const lines = createInterface(answer).on('error', () => undefined)
    lines.on('line', (line) => {
      const said = JSON.parse(line)
      isOpen ||= said.event === 'open'
      if (said.event === 'message') pushes.push(said)
    })
  })
  asked.end()
  if (!(await until(() => isOpen, 20_000))) throw new Error('ntfy took no subscriber.')
  return { pushes, end: () => asked.destroy() }
}
