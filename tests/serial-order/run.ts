import { setTimeout } from 'node:timers/promises'
import { Dice } from '#/seed/programme/dice.ts'
import { onDatabase } from '../postgres-server.ts'
import { openRelay, type ReceivedMail } from '../relay-server.ts'
import { CommandGenerator, type Seen } from './command-generator.ts'
import type { Answer, Command, Filled, InstanceSetting, TakenEvent } from './commands.ts'
import { isGone } from './contacts.ts'
import { delayWrites } from './delays.ts'
import { Instance } from './instances.ts'
import { keepJournal, readJournal, type Transaction } from './journal.ts'

/** `commands`: in each round; time passes between rounds. `kills`: over all rounds. The seed repeats what is asked. */
export type RunPlan = { seed: number; rounds: number; commands: number; clients: number; kills: number }

/** What was asked, and every answer to it; `lost` if its instance died first. */
export type Asked = { command: Command; answers: (Answer | 'lost')[] }

/** What happened, with every change of the store in the order of commits. */
export type RunRecord = {
  asked: Asked[]
  mails: readonly ReceivedMail[]
  journal: Transaction[]
  kills: number
  accounts: ReadonlyMap<string, string>
}

const minute = 60_000
/** Minutes between rounds: until a digest is mailed, emergencies escalate, and senders remind. */
const passing = [6, 31, 241]
/** Milliseconds between polls for waiting mail. */
const pollInterval = 30
/** After this many digest spans every batched mail is due. */
const maxTurns = 10

/** Drives two instances on an empty, migrated database with what many clients ask at once, until all mail has ended. */
export async function drive(url: string, plan: RunPlan): Promise<RunRecord> {
  const relayDice = new Dice(plan.seed + 1)
  const relay = await openRelay({ recipient: (address) => pickAnswer(address, relayDice) })
  const driver = new Driver({ url, relay: relay.url }, plan, relay.received)
  try {
    await onDatabase(url, keepJournal)
    await onDatabase(url, delayWrites)
    const accounts = await driver.start()
    for (let round = 0; round < plan.rounds; round++) {
      await driver.round(round)
      await driver.waitUntilSent()
      await driver.pass((passing[round % passing.length] ?? 1) * minute)
    }
    relay.manners = {}
    await driver.end()
    const { asked, kills } = driver
    const journal = await onDatabase(url, readJournal)
    return { asked, mails: relay.received, journal, kills, accounts: new Map(Object.entries(accounts)) }
  } finally {
    await driver.stop()
    await relay.close()
  }
}

/** The mail server's answer: some wait, some are refused for ever or for now. */
function pickAnswer(address: string, dice: Dice): string | undefined {
  if (isGone(address)) return '550 5.1.1 nobody'
  if (dice.chance(0.08)) return '451 4.3.0 come again'
  if (address.startsWith('second@') && dice.chance(0.2)) return '550 5.2.2 full'
  if (!address.startsWith('olga@') && dice.chance(0.03)) return '550 5.1.1 nobody'
  return undefined
}

/** Simulates the clients, kills instances and advances the clock. */
class Driver {
  readonly asked: Asked[] = []
  kills = 0
  readonly #setting: InstanceSetting
  readonly #plan: RunPlan
  readonly #dice: Dice
  readonly #generator: CommandGenerator
  readonly #seen: Seen
  readonly #instances: Instance[]
  #filled: Filled = { keys: [], staffId: '', accounts: {} }
  #moved = 0

  constructor(setting: InstanceSetting, plan: RunPlan, mails: readonly ReceivedMail[]) {
    this.#setting = setting
    this.#plan = plan
    this.#dice = new Dice(plan.seed)
    this.#seen = { notices: [], mails }
    this.#generator = new CommandGenerator(this.#dice, this.#seen)
    this.#instances = [this.#launch(), this.#launch()]
  }

  /** Fills the store; returns the slugs of the accounts by their ids. */
  async start(): Promise<Filled['accounts']> {
    await Promise.all(this.#instances.map(({ ready }) => ready))
    const answer = await this.#instances[0]?.ask({ what: 'fill' })
    if (!answer || answer === 'lost' || !('done' in answer)) throw new Error(JSON.stringify(answer))
    this.#filled = answer.done as Filled
    await this.pass(0)
    return this.#filled.accounts
  }

  /** Clients ask at once, each one thing after another, while instances are killed. */
  async round(number: number): Promise<void> {
    const { commands, clients, kills, rounds } = this.#plan
    let left = commands
    const own = Math.ceil((kills * (number + 1)) / rounds) - Math.ceil((kills * number) / rounds)
    const killAt = new Set(Array.from({ length: own }, () => this.#dice.between(0, commands)))
    const client = async () => {
      while (left-- > 0) {
        const killing = killAt.has(left)
        const asking = this.#ask(this.#generator.next())
        if (killing) await this.#replace(this.#dice.between(0, 2))
        await asking
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
  }

  /** Asks until there is an answer, as a sender with an idempotency key does; without one, what is lost stays so. */
  async #ask(command: Command): Promise<void> {
    const asked: Asked = { command, answers: [] }
    this.asked.push(asked)
    const mayRepeat = command.what !== 'events' || command.key !== null
    const twice = mayRepeat && this.#dice.chance(0.1) ? this.#askOnce(asked) : null
    for (;;) {
      const answer = await this.#askOnce(asked)
      if (answer === 'lost' ? !mayRepeat : !wantsRepeat(answer)) break
    }
    await twice
  }

  async #askOnce(asked: Asked): Promise<Answer | 'lost'> {
    const ready = this.#instances.filter(({ isReady }) => isReady)
    const instance = ready[this.#dice.between(0, ready.length)]
    const answer = instance ? await instance.ask(asked.command) : await this.#waitUntilReady()
    asked.answers.push(answer)
    if (answer !== 'lost' && 'done' in answer) this.#note(asked.command, answer.done)
    return answer
  }

  #note(command: Command, done: unknown): void {
    const { notices } = this.#seen
    if (command.what === 'write' || command.what === 'drill')
      notices.push({ id: String(done), slug: command.slug })
    if (command.what !== 'events') return
    const { events } = done as { events: TakenEvent[] }
    for (const [place, { noticeId }] of events.entries()) {
      const event = command.events[place]
      if (noticeId && event) notices.push({ id: noticeId, slug: event.account, problem: event.dedupKey })
    }
  }

  /** Loses what is asked while no instance is there, as a proxy does. */
  async #waitUntilReady(): Promise<'lost'> {
    await Promise.any(this.#instances.map(({ ready }) => ready))
    return 'lost'
  }

  /** Kills an instance in the middle of its work (SIGKILL), and starts another. */
  async #replace(place: number): Promise<void> {
    await Promise.all(this.#instances.map(({ ready }) => ready))
    const killed = this.#instances[place]
    if (!killed) return
    this.#instances[place] = this.#launch()
    await killed.kill()
    this.kills++
  }

  async pass(milliseconds: number): Promise<void> {
    this.#moved += milliseconds
    await Promise.all(this.#instances.filter(({ isReady }) => isReady).map((one) => this.#tell(one)))
  }

  /** Tells an instance whom it serves and the current time. */
  async #tell(instance: Instance): Promise<void> {
    let moved: number
    do {
      moved = this.#moved
      await instance.ask({ what: 'know', filled: this.#filled })
      await instance.ask({ what: 'move the clock', by: moved })
    } while (moved !== this.#moved)
    instance.isReady = true
  }

  #launch(): Instance {
    return new Instance(this.#setting, (instance) => this.#tell(instance))
  }

  /** Waits until no mail is due, and brings forward what recipients deferred. */
  async waitUntilSent(): Promise<void> {
    for (;;) {
      const isWaiting = await onDatabase(this.#setting.url, async (client) => {
        const at = [Date.now() + this.#moved]
        await client.query("update outbox set due_at = $1 where status = 'retrying' and due_at > $1", at)
        const due = 'select 1 from outbox where due_at <= $1 or lease_owner is not null limit 1'
        return (await client.query(due, at)).rowCount
      })
      if (!isWaiting) return
      await setTimeout(pollInterval)
    }
  }

  /** Lets gathered mail become due until none is left. */
  async end(): Promise<void> {
    for (let turns = 0; turns < maxTurns; turns++) {
      await this.waitUntilSent()
      const left = 'select 1 from outbox where due_at is not null limit 1'
      const found = await onDatabase(this.#setting.url, (client) => client.query(left))
      if (!found.rowCount) return
      await this.pass(6 * minute)
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#instances.map((one) => one.kill()))
  }
}

/** Whether a sender repeats it: the store could not take it, or the same request is still running. */
function wantsRepeat(answer: Answer): boolean {
  if ('refused' in answer) return answer.refused === 'idempotency-running'
  return 'failed' in answer && answer.ofStore
}
