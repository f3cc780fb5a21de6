import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { serverSettings } from '../scripts/server-settings.ts'
import { findPort } from '../tests/port.ts'

const standalone = resolve(import.meta.dirname, '../.next/standalone/server.js')
/** Milliseconds; a busy machine needs many. */
const startLimit = 240_000

/** `stop` kills it at once. `exited`: its exit code, null after a kill. */
export type Server = {
  url: string
  pid: number
  exited: Promise<number | null>
  log(): string
  stop(): Promise<void>
}

export type ServerEnvironment = Record<string, string>

export const authSecret = 'only-for-browser-tests-and-benchmarks'

/** Browsers allow passkeys only for a host name. */
export type ServerHost = '127.0.0.1' | 'localhost'

/** Where servers find the compiled code of one before them, if anywhere. */
export const codeCache = 'NODE_COMPILE_CACHE'

/** Names the file in which each server that starts leaves a character, but for those that tests share. */
export const ownServers = 'OWN_SERVERS'

export type Start = {
  /** Whether many tests use it. */
  isShared?: boolean
  host?: ServerHost
  port?: number
  environment?: ServerEnvironment
  /** The server's file, if it is not this build, and the path that answers once it runs. */
  program?: string
  readyPath?: string
}

/** Servers that a failed test left running; they end with the test process. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts the production build on loopback, in demo mode by default, on the store in `folder`; waits until it runs. */
export async function startServer(folder: string, start: Start = {}): Promise<Server> {
  const { ready, ...server } = await launchServer(folder, start)
  await ready()
  return server
}

/** Like `startServer`, without waiting: `ready` waits. */
export async function launchServer(
  folder: string,
  start: Start = {},
): Promise<Server & { ready(): Promise<void> }> {
  const { host = '127.0.0.1', environment = {}, program = standalone, readyPath = '/api/health' } = start
  const port = start.port ?? (await findPort())
  const url = `http://${host}:${port}`
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      [codeCache]: process.env[codeCache],
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
  const count = process.env[ownServers]
  if (count && !start.isShared) appendFileSync(count, '.')
  running.add(child)
  child.once('exit', () => running.delete(child))
  const log = listenTo(child)
  return {
    url,
    pid: child.pid ?? 0,
    exited: new Promise((done) => child.once('exit', done)),
    log,
    stop: () => end(child),
    ready: () => waitUntilReady(child, `${url}${readyPath}`, log),
  }
}

export function listenTo({ stdout, stderr }: ChildProcess): () => string {
  let said = ''
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => (said += chunk))
  return () => said
}

/** Runs the command line as an operator; `before`: a program that starts it with fewer rights. */
export async function runCommand(
  words: string[],
  environment: Record<string, string>,
  before: string[] = [],
): Promise<{ code: number | null; said: string }> {
  const [program = '', ...rest] = [...before, process.execPath, 'bin/recapito.ts', ...words]
  const child = spawn(program, rest, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', RECAPITO_MODE: 'demo', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = listenTo(child)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, said: said() }
}

/** Waits until a child answers at `url`. */
export async function waitUntilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (const limit = Date.now() + startLimit; Date.now() < limit; await setTimeout(10)) {
    if (child.exitCode !== null) break
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
  }
  await end(child)
  throw new Error(`${child.spawnfile} did not become ready:\n${said()}`)
}

/** Kills a child: we delete its store, so it need not close it. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}

export function storeFile(folder: string): string {
  return join(folder, 'recapito.sqlite')
}
