import { setTimeout } from 'node:timers/promises'
import { type Answer, openRelay, type ReceivedMail, type TestRelay } from '#/tests/relay-server.ts'
import type { MailServer } from './rig.ts'
import type { Arrival } from './sink.ts'

/** The faults of each step, with their names in the report. */
const faults = {
  drop: 'connections dropped',
  half: 'connections half closed, without an answer',
  soft: 'answers 421 or 451',
  hard: 'answers 550 or 554 that do not speak of the address',
  stall: 'answers that never came',
  slow: 'answers that came late',
  lost: 'mails taken whose answer was lost',
  grey: 'addresses asked to come again (greylisting)',
  refused: 'addresses refused (550 at RCPT)',
  tls: 'TLS offered and refused, or with a certificate that is not trusted',
} as const
type Fault = keyof typeof faults

const steps = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'dot'] as const
type Step = (typeof steps)[number]

/** Milliseconds. We cut stalled connections early; lib/platform/relay/relays.test.ts holds the full minute. */
const maxSlow = 300
const stallEnds = 3_500

/** A mail server with random faults at every step, until a test switches them off. */
export class ChaosRelay implements MailServer {
  /** How often each fault happened, and how often at each step. */
  readonly counts = new Map<string, number>()
  badness = 7
  readonly arrivals: Arrival[] = []
  readonly #isRefused: (address: string) => boolean
  readonly #met = new Set<string>()
  #relay: TestRelay | undefined

  private constructor(isRefused: (address: string) => boolean) {
    this.#isRefused = isRefused
  }

  /** `isRefused`: the addresses that the server rejects as unknown. */
  static async start(isRefused: (address: string) => boolean): Promise<ChaosRelay> {
    const chaos = new ChaosRelay(isRefused)
    const at = (step: Step) => () => chaos.#answerAt(step)
    const manners = {
      connect: at('greeting'),
      hello: at('EHLO'),
      mail: at('MAIL'),
      recipient: (address: string) => chaos.#toRecipientResponse(address),
      body: at('DATA'),
      data: (mail: ReceivedMail) => chaos.#answerDot(mail),
      startTls: () => (Math.random() < 0.5 ? 454 : undefined),
      get certificate() {
        return chaos.#offersTls() ? ('expired' as const) : undefined
      },
    }
    chaos.#relay = await openRelay(manners)
    return chaos
  }

  get url(): string {
    return this.#relay?.url ?? ''
  }

  async close(): Promise<void> {
    await this.#relay?.close()
  }

  #isBad(): boolean {
    return Math.random() * 100 < this.badness
  }

  #offersTls(): boolean {
    if (!this.#isBad()) return false
    this.#count('tls')
    return true
  }

  #count(fault: Fault, step?: Step): void {
    for (const name of [faults[fault], step && `faults at ${step}`]) {
      if (name) this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    }
  }

  #answerAt(step: Step, kinds: readonly Fault[] = ['drop', 'half', 'soft', 'hard', 'stall', 'slow']): Answer {
    const fault = kinds[Math.floor(Math.random() * kinds.length)]
    if (!fault || !this.#isBad()) return undefined
    this.#count(fault, step)
    const either = <Value>(...values: Value[]) => values[Math.floor(Math.random() * values.length)]
    if (fault === 'soft') return either(421, 451)
    if (fault === 'hard') return either(550, 554)
    if (fault === 'slow') return setTimeout(Math.random() * maxSlow).then(() => undefined)
    if (fault === 'stall') return setTimeout(stallEnds).then(() => 'drop' as const)
    return fault === 'half' ? 'half' : 'drop'
  }

  #toRecipientResponse(address: string): Answer {
    if (this.#isRefused(address)) {
      this.#count('refused', 'RCPT')
      return '550 5.1.1 no such user'
    }
    if (this.badness > 0 && !this.#met.has(address)) {
      this.#met.add(address)
      this.#count('grey', 'RCPT')
      return '450 4.2.0 greylisted, come again'
    }
    return this.#answerAt('RCPT', ['drop', 'half', 'soft', 'stall', 'slow'])
  }

  #answerDot(mail: ReceivedMail): Answer {
    const answer = this.#answerAt('dot')
    const take = () => {
      const deliveryId = /^<([^@>]+)@/.exec(mail.messageId ?? '')?.[1] ?? ''
      this.arrivals.push({ deliveryId, recipient: mail.recipients[0] ?? '' })
    }
    // The server took the message but the sender does not know, so it sends it again.
    if ((answer === 'drop' || answer === 'half') && Math.random() < 0.7) {
      this.#count('lost')
      take()
    }
    if (answer === undefined) take()
    if (answer instanceof Promise)
      return answer.then((said) => {
        if (said === undefined) take()
        return said
      })
    return answer
  }
}
