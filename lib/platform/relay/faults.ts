import { and, eq, isNull } from 'drizzle-orm'
import { mailFaults } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import type { FaultStage } from '#/db/words/mail.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { hour, minute, now } from '#/lib/platform/values/clock.ts'

/** `server` as in `SMTP_URL`, without its key; `answer` is one line. */
export type ServerFault = { server: string; stage: FaultStage; answer: string }

/** A fault that stops all mail. */
export type MailFault =
  | ({ kind: 'server' } & ServerFault)
  | { kind: 'template'; template: string; error: string }

export function keyOfFault(fault: MailFault): string {
  return fault.kind === 'server' ? `${fault.server} ${fault.stage}` : `template ${fault.template}`
}

/**
 * Whether to report a fault to staff again: after a day, or after at least an hour if the server has worked in between.
 * `last`: the last report; null if there was none.
 */
export function shouldReport(last: { toldAt: number; workedAt: number | null } | null, at: number): boolean {
  if (last === null) return true
  return at - last.toldAt >= (last.workedAt === null ? 24 * hour : hour)
}

/** Reports a fault to the people who can fix it. */
export type ReportFault = (store: Store, fault: MailFault) => Promise<void>

/** Milliseconds within which a repeated fault is not checked again. */
const span = minute

/** This worker's known faults, so that one in thousands of mails does not cause a query each. */
export class FaultReports {
  readonly #store: Store
  readonly #report: ReportFault
  readonly #checkedAt = new Map<string, number>()
  readonly #working = new Set<string>()
  readonly #writing = new Set<Promise<void>>()

  constructor(store: Store, report: ReportFault) {
    this.#store = store
    this.#report = report
  }

  hasFault(fault: MailFault): void {
    const key = keyOfFault(fault)
    if (fault.kind === 'server' && fault.stage !== 'message') this.#working.delete(fault.server)
    const last = this.#checkedAt.get(key) ?? Number.NEGATIVE_INFINITY
    if (performance.now() - last < span) return
    this.#checkedAt.set(key, performance.now())
    this.#write(this.#report(this.#store, fault))
  }

  /** Called when a server has accepted a mail. */
  works(server: string): void {
    if (this.#working.has(server)) return
    this.#working.add(server)
    const isOpenFault = and(eq(mailFaults.server, server), isNull(mailFaults.workedAt))
    this.#write(
      this.#store.transact((tx) => tx.update(mailFaults).set({ workedAt: now() }).where(isOpenFault)),
    )
  }

  async stop(): Promise<void> {
    await Promise.all(this.#writing)
  }

  #write(writing: Promise<unknown>): void {
    const done = writing
      .then(() => undefined)
      .catch((error: unknown) => {
        if (this.#store.outdated.aborted) return
        logFault(error, 'mail faults could not be saved')
      })
      .finally(() => this.#writing.delete(done))
    this.#writing.add(done)
  }
}
