import { inspect } from 'node:util'
import type { Reader } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { log } from '#/lib/platform/log/log.ts'
import type { FilledMail, MailData, Template } from '#/lib/platform/mail/model.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { toErrorLine } from '#/lib/platform/values/characters.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import type { SettledMail } from './outcomes.ts'
import { type Ending, recordOutcome, retryWindow } from './policy.ts'
import type { Attempt, OutboxRow, Transport } from './transport.ts'

/** Reads the content of several notice mails in as many queries as for one. */
export type ReadNoticeMails = (
  read: Reader,
  rows: readonly OutboxRow[],
) => (row: OutboxRow) => Promise<FilledMail>

/** What the outbox needs from the layers above for a mail. */
export type MailSources = {
  /** Every template. */
  templates: readonly Template<never>[]
  readNoticeMails: ReadNoticeMails
  /** The zone (IANA) of the mail's times; null if unknown. */
  findZone(
    read: Reader,
    mail: { recipient: string; accountId: string | null; ofNotice: boolean; data: MailData },
  ): Promise<string | null>
}

/** Milliseconds for which read content is fresh: a mail shows the state at its sending, give or take this. */
export const fresh = second

/** Makes and tries a worker's claimed mails; reads the content of notice mails once per claim. */
export class Delivery {
  readonly #read: Reader
  readonly #sources: MailSources
  readonly #together = new WeakMap<OutboxRow, { contentOf: ReturnType<ReadNoticeMails>; at: number }>()

  constructor(read: Reader, sources: MailSources) {
    this.#read = read
    this.#sources = sources
  }

  /** Reads the content of these mails on first use. */
  readFor(rows: readonly OutboxRow[]): void {
    const ofNotices = rows.filter(isOfNotice)
    const contentOf = this.#sources.readNoticeMails(this.#read, ofNotices)
    for (const row of ofNotices) this.#together.set(row, { contentOf, at: performance.now() })
  }

  /** Makes and sends one claimed mail; returns its outcome. Never throws; does not affect other mail. */
  async try(row: OutboxRow, transport: Transport, stopped: AbortSignal): Promise<SettledMail> {
    const template = this.#sources.templates.find(({ name }) => name === row.template)
    const startedAt = now()
    const lifetime = Math.min(template?.lifetime ?? retryWindow, retryWindow)
    const ending: Ending =
      now() < row.createdAt + lifetime
        ? await this.#attempt(row, template, transport, stopped)
        : { verdict: 'expired', error: row.lastError }
    const settlement = recordOutcome({ ...row, lifetime }, ending, transport, now(), Math.random())
    if (settlement.dueAt !== null) settlement.handOnAt = handOnAt(row, transport, startedAt)
    const emptied = settlement.dueAt === null && (template?.secret === true || row.status === 'withheld')
    return { row, settlement, emptied }
  }

  async #attempt(
    row: OutboxRow,
    template: Template<never> | undefined,
    transport: Transport,
    stopped: AbortSignal,
  ): Promise<Ending> {
    const about = { mail: row.id, template: row.template, attempt: row.attempts }
    let attempt: Attempt
    let step = 'rendered'
    try {
      if (!template) throw new Error(`There is no template ${row.template}.`)
      const content = await this.#contentOf(row, template)
      const mail = { ...row, ofNotice: isOfNotice(row), data: content.data }
      const made = await transport.make(row, content, await this.#sources.findZone(this.#read, mail))
      if (row.status === 'withheld') return { verdict: 'withheld' }
      step = 'sent'
      attempt = await transport.send(made, row, stopped)
    } catch (error) {
      logFault(error, `mail could not be ${step}`, about)
      // Retries, since a newer version may know the template or have fixed it.
      const message = error instanceof Error ? error.message : inspect(error)
      return { verdict: 'retry', error: `Not ${step}: ${toErrorLine(message)}` }
    }
    const { verdict } = attempt
    // The log says once for all mail that the transport cannot be used.
    if ('reason' in attempt)
      log[attempt.ofTransport ? 'debug' : 'warn'](
        { ...about, reason: attempt.reason, verdict },
        'mail not accepted',
      )
    else log.info({ ...about, verdict }, 'mail tried')
    return attempt
  }

  /** Notices are rendered from their current state; other mail as it was queued. */
  async #contentOf(row: OutboxRow, template: Template<never>): Promise<FilledMail> {
    if (!isOfNotice(row)) return { template, data: openSecrets(row.data) }
    const known = this.#together.get(row)
    if (known && performance.now() - known.at < fresh) return known.contentOf(row)
    return this.#sources.readNoticeMails(this.#read, [row])(row)
  }
}

/** Patience counts from the first try; once the next step was told it is spent. */
function handOnAt(row: OutboxRow, transport: Transport, startedAt: number): number | null {
  if (row.handOnAt !== null || row.silent) return row.handOnAt
  const patience = transport.patience?.(row) ?? null
  return patience === null ? null : startedAt + patience
}

export function isOfNotice({ noticeId, digestId }: OutboxRow): boolean {
  return noticeId !== null || digestId !== null
}
