import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { serverSettings } from '../scripts/standalone.ts'
import { findPort } from '../tests/port.ts'

const standalone = resolve(import.meta.dirname, '../.next/standalone/server.js')
/** Milliseconds; a machine that builds and tests other things at the same time takes many. */
const startLimit = 60_000

/** `stop` kills it, at whatever it is. `exited`: its exit code, null where it was killed. */
export type Server = {
  url: string
  pid: number
  exited: Promise<number | null>
  log(): string
  stop(): Promise<void>
}

/** What else the server's environment holds, by name. */
export type ServerEnvironment = Record<string, string>

/** The secret that cookies of test servers are made with. */
export const authSecret = 'only-for-browser-tests-and-benchmarks'

/** Browsers have passkeys at a name alone. */
export type ServerHost = '127.0.0.1' | 'localhost'

export type Start = {
  host?: ServerHost
  /** A free one, unless given. */
  port?: number
  environment?: ServerEnvironment
  /** The server's file, where it is not this project's build, and the path that answers once it is up. */
  program?: string
  readyPath?: string
}

/** What a test left running when it failed ends with the test's process. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts the production build on loopback, in demo mode unless told otherwise, on the store in `folder`; it is up then. */
export async function startServer(folder: string, start: Start = {}): Promise<Server> {
  const { ready, ...server } = await launchServer(folder, start)
  await ready()
  return server
}

/** As `startServer`, at once: `ready` waits until it is up. */
export async function launchServer(
  folder: string,
  start: Start = {},
): Promise<Server & { ready(): Promise<void> }> {
  const { host = '127.0.0.1', environment = {}, program = standalone, readyPath = '/api/health' } = start
  const port = start.port ?? (await findPort())
  const url = `http://${host}:${port}`
  let said = ''
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      RECAPITO_MODE: 'demo',
      STAFF_PASSKEYS: 'optional',
      LOG_LEVEL: 'info',
      APP_URL: url,
      AUTH_SECRET: authSecret,
      DATA_DIR: folder,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      ...serverSettings,
      ...environment,
    },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  return {
    url,
    pid: child.pid ?? 0,
    exited: new Promise((done) => child.once('exit', done)),
    log: () => said,
    stop: () => end(child),
    ready: () => untilReady(child, `${url}${readyPath}`, () => said),
  }
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (const limit = Date.now() + startLimit; Date.now() < limit; await setTimeout(10)) {
    if (child.exitCode !== null) break
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
  }
  await end(child)
  throw new Error(`The server did not become ready:\n${said()}`)
}

/** Its store is thrown away: it need not close it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}

/** The name of the store's file in a server's folder. */
export function storeFile(folder: string): string {
  return join(folder, 'recapito.sqlite')
}
