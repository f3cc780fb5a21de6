import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answer, Command, InstanceSetting } from './commands.ts'

type Waiting = (said: Answer | 'lost') => void

/** Where bounces go: the return path names the delivery. */
const environment = {
  NODE_ENV: 'test',
  RECAPITO_MODE: 'test',
  LOG_LEVEL: 'silent',
  STAFF_PASSKEYS: 'optional',
  MAIL_BOUNCE: 'bounce+{id}@desk.example',
} as const

/** An instance in a process of its own. */
export class Instance {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  readonly ready: Promise<void>
  #last = 0
  isReady = false
  isDead = false

  /** `prepare` asks it what must come first. */
  constructor(setting: InstanceSetting, prepare: (instance: Instance) => Promise<void>) {
    const program = join(import.meta.dirname, 'instance.ts')
    this.#process = fork(program, [JSON.stringify(setting)], {
      env: { ...environment, DATABASE_URL: setting.url },
      execArgv: [],
    })
    const started = new Promise<void>((resolve, reject) => {
      this.#process.once('exit', (code) => {
        this.#lose()
        reject(new Error(`An instance ended with ${code}.`))
      })
      this.#process.on('message', (message: { ready: true } | { id: number; said: Answer }) => {
        if ('ready' in message) return resolve()
        this.#waiting.get(message.id)?.(message.said)
        this.#waiting.delete(message.id)
      })
    })
    this.ready = started.then(() => prepare(this))
    this.ready.catch(() => undefined)
  }

  /** Asks it to do something; `lost` if it dies before it answers. */
  ask(command: Command): Promise<Answer | 'lost'> {
    if (this.isDead) return Promise.resolve('lost')
    return new Promise((resolve) => {
      const id = ++this.#last
      this.#waiting.set(id, resolve)
      this.#process.send({ id, command }, (error) => {
        if (error) this.#lose()
      })
    })
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    if (this.isDead) return
    this.#process.kill('SIGKILL')
    await ended
  }

  #lose(): void {
    this.isDead = true
    for (const lose of this.#waiting.values()) lose('lost')
    this.#waiting.clear()
  }
}
