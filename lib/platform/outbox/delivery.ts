import type { Reader } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { log } from '#/lib/platform/log/log.ts'
import type { MailData, Template } from '#/lib/platform/mail/model.ts'
import { type Ending, longestTrying, recordOutcome } from '#/lib/platform/mail/policy.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { type RenderedMail, renderMail } from '#/lib/platform/mail/render.ts'
import { parseFailure } from '#/lib/platform/relay/failure.ts'
import type { Relays } from '#/lib/platform/relay/relays.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'
import { type Contents, isOfNotice, type ReadNoticeMails } from './contents.ts'
import type { MailFault } from './faults.ts'
import type { SettledMail } from './outcomes.ts'
import { findThread } from './thread.ts'

/** What the outbox needs from the floors above for a mail. */
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

export type DeliveryTools = {
  read: Reader
  sources: MailSources
  contents: Contents
  relays: Relays
  /** Called when a template fails to make a mail. */
  hasFault(fault: MailFault): void
}

/** Renders one claimed mail and sends it; answers its outcome. Never throws; does not affect other mail. */
export async function tryMail(
  row: OutboxRow,
  tools: DeliveryTools,
  stopped: AbortSignal,
): Promise<SettledMail> {
  const template = tools.sources.templates.find(({ name }) => name === row.template)
  const lifetime = Math.min(template?.lifetime ?? longestTrying, longestTrying)
  const ending =
    now() < row.createdAt + lifetime
      ? await attempt(row, template, tools, stopped)
      : ({ verdict: 'expired', error: row.lastError } as const)
  const settlement = recordOutcome({ ...row, lifetime }, ending, now(), Math.random())
  const emptied = settlement.dueAt === null && (template?.secret === true || row.status === 'withheld')
  return { row, settlement, emptied }
}

async function attempt(
  row: OutboxRow,
  template: Template<never> | undefined,
  tools: DeliveryTools,
  stopped: AbortSignal,
): Promise<Ending> {
  const about = { mail: row.id, template: row.template, attempt: row.attempts }
  let made: RenderedMail & { thread: string | null }
  try {
    made = { ...(await make(row, template, tools)), thread: await findThread(tools.read, row) }
  } catch (error) {
    logFault(error, 'mail could not be rendered', about)
    // Retries, since a newer version may know the template or have fixed it.
    return { verdict: 'retry', error: `Not rendered: ${parseFailure(error).error}` }
  }
  if (row.status === 'withheld') return { verdict: 'withheld' }
  // Never a list or a command: the stored address was checked, but a mail server may accept more than we do.
  if (!parseAddress(row.recipient).ok) return { verdict: 'failed', error: 'API Invalid recipient' }
  const outcome = await tools.relays.send(
    { ...made, id: row.id, to: row.recipient, locale: row.locale, receipt: isOfNotice(row) },
    row.lane,
    stopped,
  )
  // The log says once for all mail that the mail server cannot be used.
  if ('reason' in outcome)
    log[outcome.ofRelay ? 'debug' : 'warn'](
      { ...about, reason: outcome.reason, verdict: outcome.verdict },
      'mail not accepted',
    )
  else log.info({ ...about, verdict: outcome.verdict }, 'mail tried')
  return outcome
}

/** A notice is rendered from its current state; other mail as it was queued. */
async function make(
  row: OutboxRow,
  template: Template<never> | undefined,
  { read, sources, contents, hasFault }: DeliveryTools,
): Promise<RenderedMail> {
  if (!template) throw new Error(`There is no template ${row.template}.`)
  const ofNotice = isOfNotice(row)
  const content = ofNotice ? await contents.read(row) : { template, data: openSecrets(row.data) }
  const sender = await contents.readSender()
  const timeZone = await sources.findZone(read, { ...row, ofNotice, data: content.data })
  try {
    return renderMail(content, row.locale, { ...sender, mailId: row.id, timeZone })
  } catch (error) {
    hasFault({ kind: 'template', template: content.template.name, error: parseFailure(error).error })
    throw error
  }
}
