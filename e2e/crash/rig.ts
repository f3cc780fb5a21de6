import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { endpointKey } from '#/db/words/points.ts'
import { findPort } from '#/tests/port.ts'
import { type HookRequest, HookServer } from '../endpoints/hooks.ts'
import { callsOutside } from '../endpoints/outside.ts'
import { launchServer, type Server, type ServerEnvironment } from '../server.ts'
import { findBroken } from './findings.ts'
import type { Report } from './part.ts'
import { Senders } from './sender.ts'
import { type Arrival, CrashSink } from './sink.ts'
import { crashEnvironment, fillCrashStore, type StoreView, viewPostgres, viewSqlite } from './store.ts'

/** Milliseconds. */
const drainLimit = 90_000

/** The mail server: what arrived, with the data of each message. */
export type MailServer = { url: string; arrivals: readonly Arrival[]; close(): Promise<void> }

type Given = {
  accounts: number
  /** PostgreSQL; SQLite without. */
  database?: string
  folder?: string
}

/** A filled store in which each account has a webhook, a mail server, a server for webhooks, and functions to start servers on them; `end` removes everything. */
export class Rig {
  readonly folder: string
  readonly accounts: number
  readonly key: string
  readonly sink: CrashSink
  readonly hooks: HookServer
  readonly #database: string
  readonly #servers: Server[] = []

  private constructor(given: Required<Given>, key: string, sink: CrashSink, hooks: HookServer) {
    this.folder = given.folder
    this.accounts = given.accounts
    this.#database = given.database
    this.key = key
    this.sink = sink
    this.hooks = hooks
  }

  static async start(given: Given): Promise<Rig> {
    const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'recapito-crash-'))
    const { database = '' } = given
    const hooks = await HookServer.start()
    const where = { url: database, hooks: hooks.url }
    const key = await fillCrashStore(folder, given.accounts, where)
    return new Rig({ ...given, folder, database }, key, await CrashSink.start(), hooks)
  }

  /** Starts one for `work`, and removes everything at its end. */
  static async use<Result>(given: Given, work: (rig: Rig) => Promise<Result>): Promise<Result> {
    const rig = await Rig.start(given)
    try {
      return await work(rig)
    } finally {
      await rig.end()
    }
  }

  /** Starts a server without waiting; `ready` waits. */
  async launch(environment: ServerEnvironment = {}, port?: number, program?: string) {
    const { NODE_OPTIONS: names, ...outside } = callsOutside([this.hooks.port])
    const server = await launchServer(this.folder, {
      ...(program && { program }),
      port: port ?? (await findPort()),
      environment: {
        ...crashEnvironment(this.sink.url),
        ...(this.#database && { DATABASE_URL: this.#database }),
        ...outside,
        ...environment,
        NODE_OPTIONS: [names, environment.NODE_OPTIONS].filter(Boolean).join(' '),
      },
    })
    this.#servers.push(server)
    return server
  }

  async serve(environment: ServerEnvironment = {}, port?: number, program?: string): Promise<Server> {
    const { ready, ...server } = await this.launch(environment, port, program)
    await ready()
    return server
  }

  sendTo(...servers: Pick<Server, 'url'>[]): Senders {
    return new Senders(
      servers.map(({ url }) => url),
      this.key,
      this.accounts,
    )
  }

  view(): StoreView {
    return this.#database ? viewPostgres(this.#database) : viewSqlite(this.folder)
  }

  /** Waits until everything is idle, then compares it with the promises. */
  async conclude(
    senders: Senders,
    mail: Pick<MailServer, 'arrivals'> = this.sink,
    isRefused?: (recipient: string) => boolean,
  ): Promise<Report> {
    const view = this.view()
    try {
      await senders.finish()
      await waitUntilIdle(view)
      const { arrivals } = mail
      return {
        tried: {
          'events answered with 202': senders.triggered.size + senders.resolved.size,
          'mails arrived': arrivals.length,
          'of them repeated under their Message-ID':
            arrivals.length - new Set(arrivals.map(({ deliveryId }) => deliveryId)).size,
          ...countHooks(this.hooks.requests),
        },
        lost: await findBroken(view, senders, [...arrivals, ...asArrivals(this.hooks.requests)], isRefused),
      }
    } finally {
      await view.close()
    }
  }

  async end(): Promise<void> {
    for (const server of this.#servers) await server.stop()
    await this.sink.close()
    await this.hooks.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function asArrivals(requests: readonly HookRequest[]): Arrival[] {
  return requests.map(({ id, place }) => ({ deliveryId: id, recipient: endpointKey(place) }))
}

function countHooks(requests: readonly HookRequest[]) {
  const repeated = requests.length - new Set(requests.map(({ id }) => id)).size
  return { 'webhooks arrived': requests.length, 'of them repeated under their webhook-id': repeated }
}

/** Waits until no work is left; a killed server's work becomes due when its lease ends. */
export async function waitUntilIdle(view: StoreView, limit = drainLimit): Promise<void> {
  const waiting = 'select count(*) as count from outbox where due_at is not null'
  await until(async () => (await view.count(waiting)) === 0, limit)
}

/** Waits until `isDone` returns true; false after `limit` milliseconds. */
export async function until(isDone: () => boolean | Promise<boolean>, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; Date.now() < end; await setTimeout(20)) if (await isDone()) return true
  return isDone()
}

/** A clock for servers that a test sets (moved-clock.mjs). */
export class MovedClock {
  readonly #file: string
  #movedBy = 0

  constructor(folder: string) {
    this.#file = join(folder, 'moved-clock')
    this.#write()
  }

  get environment(): ServerEnvironment {
    const program = new URL('moved-clock.mjs', import.meta.url).href
    return { NODE_OPTIONS: `--import=${program}`, MOVED_CLOCK: this.#file }
  }

  get movedBy(): number {
    return this.#movedBy
  }

  /** Moves the servers' clock by this many milliseconds; resolves once they have read it. */
  async move(by: number, ...servers: Server[]): Promise<void> {
    this.#movedBy += by
    this.#write()
    const counts = servers.map(countMoves)
    for (const { pid } of servers) process.kill(pid, 'SIGUSR2')
    const isMoved = () => servers.every((server, place) => countMoves(server) > (counts[place] ?? 0))
    if (!(await until(isMoved, 20_000))) throw new Error('A server did not take the clock.')
  }

  #write(): void {
    writeFileSync(this.#file, String(this.#movedBy))
  }
}

function countMoves(server: Server): number {
  return server.log().split('clock moved by').length
}
