import type { Store } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { type RenderedMail, renderMail, type Sender } from '#/lib/platform/mail/render.ts'
import { cacheBriefly } from '#/lib/platform/outbox/cache-briefly.ts'
import { expediteMail } from '#/lib/platform/outbox/claims.ts'
import { isOfNotice } from '#/lib/platform/outbox/delivery.ts'
import type { Transport } from '#/lib/platform/outbox/transport.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { parseFailure } from './failure.ts'
import { FaultReports, type ReportFault } from './faults.ts'
import { OutageRecord } from './outage.ts'
import { mailPlaces, mailPolicy } from './policy.ts'
import { Relays } from './relays.ts'
import { findThread } from './thread.ts'
import { type RelayTiming, relayTiming } from './timing.ts'

export type MailOptions = {
  store: Store
  /** `smtp://…` or `smtps://…`, tried in order. */
  relays: readonly string[]
  /** The From header. */
  senderAddress: string
  readSender: () => Promise<Sender>
  onFault: ReportFault
  timing?: Partial<RelayTiming>
}

type Made = RenderedMail & { thread: string | null }

export type MailTransport = Transport<Made> & {
  /** Asks each mail server once whether it works; the log says what it met. */
  tryRelays(): Promise<void>
}

/** Sends rows of the outbox as mail by the mail servers of `SMTP_URL`. */
export function openMailTransport(options: MailOptions): MailTransport {
  const { store, senderAddress } = options
  const faults = new FaultReports(store, options.onFault)
  const outage = new OutageRecord(store)
  const hasten = () =>
    expediteMail(store, mailPolicy.lanes).catch((error: unknown) =>
      logFault(error, 'mail is waiting to be retried although the mail server works'),
    )
  // This start may use another mail server.
  let hastening = hasten()
  const relays = new Relays(options.relays, {
    senderAddress,
    timing: { ...relayTiming, ...options.timing },
    connections: (lane) => mailPlaces[lane].withStalled,
    hasFault: (fault) => faults.hasFault({ kind: 'server', ...fault }),
    works: (server) => faults.works(server),
    onOutage: (isDown) => outage.note(isDown),
    hasRecovered: () => {
      hastening = hasten()
    },
  })
  const readSender = cacheBriefly(options.readSender)
  return {
    ...mailPolicy,
    tryRelays: () => relays.tryOnce(),
    async make(row, content, timeZone) {
      const sender = await readSender()
      const thread = await findThread(store.read, row)
      try {
        return { ...renderMail(content, row.locale, { ...sender, mailId: row.id, timeZone }), thread }
      } catch (error) {
        faults.hasFault({
          kind: 'template',
          template: content.template.name,
          error: parseFailure(error).error,
        })
        throw error
      }
    },
    async send(made, row, stopped) {
      const { id, recipient, locale } = row
      // Never a list or a command: the stored address was checked, but a mail server may accept more than we do.
      if (!parseAddress(recipient).ok)
        return { verdict: 'failed', error: 'API Invalid recipient', reason: 'API', ofTransport: false }
      const lane = mailLanes.find((name) => name === row.lane) ?? 'ordinary'
      return relays.send({ ...made, id, to: recipient, locale, receipt: isOfNotice(row) }, lane, stopped)
    },
    async close() {
      outage.stop()
      await faults.stop()
      relays.close()
      await Promise.all([outage.end(), hastening])
    },
  }
}
