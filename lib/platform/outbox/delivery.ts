import type { Reader } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import type { FilledMail, MailData, Template } from '#/lib/platform/mail/model.ts'
import { type Ending, longestTrying, recordOutcome } from '#/lib/platform/mail/policy.ts'
import { type RenderedMail, renderMail, type Sender } from '#/lib/platform/mail/render.ts'
import { openSecrets } from '#/lib/platform/mail/secrets.ts'
import { parseFailure } from '#/lib/platform/relay/failure.ts'
import type { Relays } from '#/lib/platform/relay/relays.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'
import type { MailFault } from './faults.ts'
import type { SettledMail } from './outcomes.ts'

/** What of a mail the floors above know. */
export type MailSources = {
  /** Every mail there is. */
  templates: readonly Template<never>[]
  /** What a delivery of a notice or digest says, as it now stands. */
  readNoticeMail(read: Reader, row: OutboxRow): Promise<FilledMail>
  /** The zone (IANA) in which the mail tells times; null where none is known. */
  findZone(
    read: Reader,
    mail: { recipient: string; accountId: string | null; ofNotice: boolean; data: MailData },
  ): Promise<string | null>
}

export type DeliveryTools = {
  read: Reader
  sources: MailSources
  readSender(): Promise<Sender>
  relays: Relays
  /** Called where a mail cannot be made of its template. */
  hasFault(fault: MailFault): void
}

/** Renders one claimed mail and sends it; answers what became of it. Never throws; other mail is not concerned. */
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
  let made: RenderedMail
  try {
    made = await make(row, template, tools)
  } catch (error) {
    log.error({ ...about, error }, 'mail could not be made')
    // Tried again, since a newer version may know the template, or have it mended.
    return { verdict: 'retry', error: `Not rendered: ${parseFailure(error).error}` }
  }
  if (row.status === 'withheld') return { verdict: 'withheld' }
  // Never a list of them, nor a command of its own: what is stored was checked, and a mail server may be generous.
  if (!parseAddress(row.recipient).ok) return { verdict: 'failed', error: 'API Invalid recipient' }
  const outcome = await tools.relays.send(
    { ...made, id: row.id, to: row.recipient, locale: row.locale, receipt: isOfNotice(row) },
    row.lane,
    stopped,
  )
  // That the mail server cannot be used is logged once for all mail.
  if ('reason' in outcome)
    log[outcome.ofRelay ? 'debug' : 'warn'](
      { ...about, reason: outcome.reason, verdict: outcome.verdict },
      'mail not accepted',
    )
  else log.info({ ...about, verdict: outcome.verdict }, 'mail tried')
  return outcome
}

/** A notice is told as it now stands; every other mail as it was queued. */
async function make(
  row: OutboxRow,
  template: Template<never> | undefined,
  { read, sources, readSender, hasFault }: DeliveryTools,
): Promise<RenderedMail> {
  if (!template) throw new Error(`There is no template ${row.template}.`)
  const ofNotice = isOfNotice(row)
  const content = ofNotice
    ? await sources.readNoticeMail(read, row)
    : { template, data: openSecrets(row.data) }
  const sender = await readSender()
  const timeZone = await sources.findZone(read, { ...row, ofNotice, data: content.data })
  try {
    return renderMail(content, row.locale, { ...sender, mailId: row.id, timeZone })
  } catch (error) {
    hasFault({ kind: 'template', template: content.template.name, error: parseFailure(error).error })
    throw error
  }
}

function isOfNotice({ noticeId, digestId }: OutboxRow): boolean {
  return noticeId !== null || digestId !== null
}
