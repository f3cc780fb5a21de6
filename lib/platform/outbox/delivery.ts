import type { Reader } from '#/db/store/index.ts'
import type { MailFault } from '#/lib/admin/health/tell-of-fault.ts'
import { findMailZone } from '#/lib/boot/link-mail.ts'
import { isTemplateName, type MailContent, templates } from '#/lib/boot/mails.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { log } from '#/lib/platform/log/log.ts'
import type { RenderedMail } from '#/lib/platform/mail/layout.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { type Ending, longestTrying, settle } from '#/lib/platform/mail/policy.ts'
import { renderMail, type Sender } from '#/lib/platform/mail/render.ts'
import { openSecrets } from '#/lib/platform/mail/secrets.ts'
import { readFailure } from '#/lib/platform/relay/failure.ts'
import type { Relays } from '#/lib/platform/relay/relays.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'
import type { Settled } from './settling.ts'

export type DeliveryTools = {
  read: Reader
  readSender(): Promise<Sender>
  relays: Relays
  /** Called where a mail cannot be made of its template. */
  hasFault(fault: MailFault): void
}

/** Renders one claimed mail and sends it; answers what became of it. Never throws; other mail is not concerned. */
export async function tryMail(row: OutboxRow, tools: DeliveryTools, stopped: AbortSignal): Promise<Settled> {
  const template: Template<never> | undefined = isTemplateName(row.template)
    ? templates[row.template]
    : undefined
  const lifetime = Math.min(template?.lifetime ?? longestTrying, longestTrying)
  const ending =
    now() < row.createdAt + lifetime
      ? await attempt(row, tools, stopped)
      : ({ verdict: 'expired', error: row.lastError } as const)
  const settlement = settle({ ...row, lifetime }, ending, now(), Math.random())
  const emptied = settlement.dueAt === null && (template?.secret === true || row.status === 'withheld')
  return { row, settlement, emptied }
}

async function attempt(row: OutboxRow, tools: DeliveryTools, stopped: AbortSignal): Promise<Ending> {
  const about = { mail: row.id, template: row.template, attempt: row.attempts }
  const made = await make(row, tools)
  if ('error' in made) {
    log.error({ ...about, error: made.error }, 'mail could not be made')
    // Tried again, since a newer version may know the template, or have it mended.
    return { verdict: 'retry', error: `Not rendered: ${readFailure(made.error).error}` }
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

async function make(
  row: OutboxRow,
  { read, readSender, hasFault }: DeliveryTools,
): Promise<RenderedMail | { error: unknown }> {
  try {
    const [content, from] = [await readContent(read, row), await readSender()]
    const timeZone = await findMailZone(read, { ...row, ofNotice: isOfNotice(row), data: content.data })
    try {
      return renderMail(content, row.locale, { ...from, mailId: row.id, timeZone })
    } catch (error) {
      hasFault({ kind: 'template', template: content.template, error: readFailure(error).error })
      throw error
    }
  } catch (error) {
    return { error }
  }
}

/** A notice is told as it now stands; every other mail as it was queued. */
async function readContent(read: Reader, row: OutboxRow): Promise<MailContent> {
  if (!isTemplateName(row.template)) throw new Error(`There is no template ${row.template}.`)
  if (isOfNotice(row)) return readNoticeMail(read, row)
  // queueMail is the one writer of these rows, and its types pair the two.
  return { template: row.template, data: openSecrets(row.data) } as MailContent
}

function isOfNotice({ noticeId, digestId }: OutboxRow): boolean {
  return noticeId !== null || digestId !== null
}
