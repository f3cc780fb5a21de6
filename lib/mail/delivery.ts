import type { Reader, Store } from '#/db/store/index.ts'
import type { RenderedMail } from '#/emails/layout.ts'
import type { Template } from '#/emails/model.ts'
import { renderMail, type Sender } from '#/emails/render.ts'
import { isTemplateName, type MailContent, templates } from '#/emails/templates.ts'
import { now } from '#/lib/clock.ts'
import { log } from '#/lib/log.ts'
import { countDelivery } from '#/lib/metrics/metrics.ts'
import { followUp } from '#/lib/notices/follow-up.ts'
import { readNoticeMail } from '#/lib/notices/mail-content.ts'
import { type OutboxRow, settleMail } from './claims.ts'
import { type Ending, longestTrying, settle } from './policy.ts'
import type { Relays } from './relays.ts'

export type DeliveryTools = { store: Store; relays: Relays; readSender: () => Promise<Sender> }

/** Renders one claimed mail, sends it, and writes what became of it. Never throws; other mail is not concerned. */
export async function deliver(row: OutboxRow, tools: DeliveryTools, stopped: AbortSignal): Promise<void> {
  const template: Template<never> | undefined = isTemplateName(row.template)
    ? templates[row.template]
    : undefined
  const lifetime = Math.min(template?.lifetime ?? longestTrying, longestTrying)
  try {
    const ending = await attempt(row, lifetime, tools, stopped)
    const at = now()
    const settlement = settle({ ...row, lifetime }, ending, at, Math.random())
    const over = settlement.dueAt === null && (template?.secret || row.status === 'withheld')
    const kept = await settleMail(tools.store, row, settlement, Boolean(over), followUp)
    if (kept) countDelivery(row, settlement.status, at)
    else log.warn({ mail: row.id }, 'mail was taken over by another worker')
  } catch (error) {
    // Its lease ends by itself, and then it is tried again under the same Message-ID.
    log.error({ mail: row.id, error }, 'what became of a mail could not be written')
  }
}

async function attempt(
  row: OutboxRow,
  lifetime: number,
  { store, relays, readSender }: DeliveryTools,
  stopped: AbortSignal,
): Promise<Ending> {
  const about = { mail: row.id, template: row.template, attempt: row.attempts }
  if (now() >= row.createdAt + lifetime) return { verdict: 'expired' }
  let rendered: RenderedMail
  try {
    rendered = renderMail(await readContent(store.read, row), row.locale, await readSender())
  } catch (error) {
    // Tried again, since a newer version may know the template, or have it mended.
    log.error({ ...about, error }, 'mail could not be rendered')
    return { verdict: 'retry', error: `Not rendered: ${error instanceof Error ? error.message : error}` }
  }
  if (row.status === 'withheld') return { verdict: 'withheld' }
  const outcome = await relays.send(
    { ...rendered, id: row.id, to: row.recipient, locale: row.locale },
    row.lane,
    stopped,
  )
  if ('reason' in outcome)
    log.warn({ ...about, reason: outcome.reason, verdict: outcome.verdict }, 'mail not accepted')
  else log.info({ ...about, verdict: outcome.verdict }, 'mail tried')
  return outcome
}

/** A notice is told as it now stands; every other mail as it was queued. */
async function readContent(read: Reader, row: OutboxRow): Promise<MailContent> {
  if (!isTemplateName(row.template)) throw new Error(`There is no template ${row.template}.`)
  if (row.noticeId !== null || row.digestId !== null) return readNoticeMail(read, row)
  // queueMail is the one writer of these rows, and its types pair the two.
  return { template: row.template, data: row.data } as MailContent
}
