import { eq } from 'drizzle-orm'
import { users } from '#/db/schema/people.ts'
import { isStoreFailure } from '#/db/store/failure.ts'
import { openStore } from '#/db/store/index.ts'
import { assertOpen, grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { mailHooks } from '#/lib/boot/mails.ts'
import { retryAccountAddresses } from '#/lib/changes/contacts/retry-addresses.ts'
import { decideReview, pauseIntegration, resumeIntegration } from '#/lib/changes/review/commands.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { acknowledgeByMail, undoByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { acknowledgeNotice, closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { remindOfNotice } from '#/lib/notices/acknowledgement/remind.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { handBackNotice, undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { recordBounce } from '#/lib/notices/bounces/bounces.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { ingestEvents } from '#/lib/notices/intake/ingest-events.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { findNoticeForStaff } from '#/lib/notices/views/staff-queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { startWorker } from '#/lib/platform/outbox/worker.ts'
import { openMailTransport } from '#/lib/platform/relay/mail-transport.ts'
import { parseBounceAddress } from '#/lib/platform/relay/return-path.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { actorOf, staffGrant } from '../actors.ts'
import { known } from '../known.ts'
import { readFiring } from './batch.ts'
import type { Answer, Command, Filled, InstanceSetting } from './commands.ts'
import { addressesOf } from './contacts.ts'
import { fillStore } from './fill.ts'

/**
 * One instance: its own process with its own store and mail worker, which does what it is asked over IPC, as much at once
 * as it is asked.
 */
const { url, relay }: InstanceSetting = JSON.parse(process.argv[2] ?? '{}')
const store = await openStore({ url })
let filled: Filled | undefined

/** Milliseconds: the mail of a killed instance is soon another's. */
const timing = { lease: 1500, poll: 50, stop: 100 }

const mail = openMailTransport({
  store,
  relays: [relay],
  senderAddress: 'portal@desk.example',
  readSender: async () => ({ programmeName: 'Actions Desk', appUrl: 'https://desk.example' }),
  ...mailHooks,
})
startWorker({ store, transports: [mail], ...mailHooks, timing })
process.on('message', ({ id, command }: { id: number; command: Command }) => {
  void answer(command).then((said) => process.send?.({ id, said }))
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })

async function answer(command: Command): Promise<Answer> {
  try {
    return { done: (await work(command)) ?? null }
  } catch (error) {
    if (error instanceof AppError) return { refused: error.code }
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { failed: why, ofStore: isStoreFailure(error) }
  }
}

async function work(command: Command): Promise<unknown> {
  switch (command.what) {
    case 'fill':
      return fillStore(store)
    case 'know':
      filled = command.filled
      return
    case 'move the clock':
      return moveClock(command.by)
    case 'events': {
      const { source, key, format, events } = command
      const bodyHash = hashSecret(JSON.stringify(events))
      return ingestEvents(store, await sourceOf(source, 'events:write'), {
        format,
        events: events.map((event) => ({
          ...unknownContent,
          ...event,
          ...(format === 'alertmanager' && { firing: readFiring(event.dedupKey) }),
        })),
        idempotency: key === null ? null : { key, bodyHash },
      })
    }
    case 'acknowledge':
      return acknowledgeNotice(store, await memberOf(command.slug), command.noticeId)
    case 'acknowledge by mail':
      return void (await acknowledgeByMail(store, linkToken('acknowledge', deliveryOf(command.sentTo))))
    case 'undo':
      return undoAcknowledgement(store, await memberOf(command.slug), command.noticeId)
    case 'undo by mail':
      return undoByMail(store, linkToken('acknowledge', deliveryOf(command.sentTo)))
    case 'hand back':
      return handBack(command)
    case 'close':
      return closeNoticeAsStaff(store, await staff(), command)
    case 'remind':
      return remindOfNotice(store, await staff(), command.noticeId)
    case 'route again':
      return routeAgain(store, await staff(), command)
    case 'write': {
      const { what, ...content } = command
      return sendNoticeByHand(store, await staff(), { ...unknownContent, ...content, key: content.summary })
    }
    case 'drill':
      return sendDrill(store, await staff(), command.slug)
    case 'try again':
      return retryAccountAddresses(store, await staff(), command.slug)
    case 'pause':
      return pauseIntegration(store, await memberOf(command.slug))
    case 'resume':
      return resumeIntegration(store, await memberOf(command.slug))
    case 'disable':
    case 'enable': {
      const { what: step, slug } = command
      const { account } = known(await loadAccount(store.read, { slug }, now()))
      return decideReview(store, await staff(), {
        slug,
        step,
        reason: 'a try',
        since: account.stateChangedAt,
      })
    }
    case 'bounce': {
      const { sentTo, recipient, status } = command
      const said = { recipient, action: 'failed', status, diagnostic: '' } as const
      const grant = await sourceOf(0, 'bounces:write')
      return recordBounce(store, grant, { sentTo: [sentTo], recipients: [said], raw: '' })
    }
    case 'escalate':
      return runEscalations(store)
  }
}

/** Of the acknowledgement that the page shows at this moment. */
async function handBack({ noticeId, reason }: { noticeId: string; reason: string }) {
  const grant = await staff()
  const view = await findNoticeForStaff(store.read, grant, noticeId)
  const acknowledgedAt = view?.notice.acknowledgedAt ?? 0
  return handBackNotice(store, grant, { noticeId, reason, acknowledgedAt })
}

async function sourceOf<Scope extends 'events:write' | 'bounces:write'>(place: number, scope: Scope) {
  const grant = await grantSource(store.read, known(filled?.keys[place]), scope)
  if (typeof grant === 'string') throw new Error(grant)
  return grant
}

async function memberOf(slug: string) {
  const [email = ''] = addressesOf(slug).alerts
  const [user] = await store.read.select().from(users).where(eq(users.emailKey, email))
  return assertOpen(await grantAccount(store.read, actorOf(known(user)), { slug }, 'editor'))
}

async function staff() {
  const [user] = await store.read
    .select()
    .from(users)
    .where(eq(users.id, known(filled).staffId))
  return staffGrant(known(user), 'support')
}

/** The delivery that the return path of a mail names. */
function deliveryOf(sentTo: string): string {
  return known(parseBounceAddress(sentTo) ?? undefined)
}
