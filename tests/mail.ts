import { eq, inArray } from 'drizzle-orm'
import { expect, onTestFinished } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { mailHooks } from '#/lib/boot/mails.ts'
import { removedFromAccount } from '#/lib/changes/members/mails.ts'
import { signInCode } from '#/lib/changes/sign-in/sign-in-code.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { type QueuedMail, queueMail } from '#/lib/platform/mail/queue-mail.ts'
import type { WorkerTiming } from '#/lib/platform/outbox/policy.ts'
import type { Transport } from '#/lib/platform/outbox/transport.ts'
import { startWorker } from '#/lib/platform/outbox/worker.ts'
import { openMailTransport } from '#/lib/platform/relay/mail-transport.ts'
import type { RelayTiming } from '#/lib/platform/relay/timing.ts'
import { eventually } from './eventually.ts'
import { known } from './known.ts'
import { startRelay } from './relay.ts'
import type { RelayManners, TestRelay } from './relay-server.ts'

export const senderAddress = 'portal@desk.example'

/** A worker for the running test, which polls often and stops with it. `others`: transports besides mail. */
export function startTestWorker(
  store: Store,
  relays: readonly Pick<TestRelay, 'url'>[],
  timing: Partial<WorkerTiming & RelayTiming> = {},
  others: readonly Transport[] = [],
) {
  const mail = openMailTransport({
    store,
    relays: relays.map(({ url }) => url),
    senderAddress,
    ...mailHooks,
    readSender: async () => ({ programmeName: 'Actions Desk', appUrl: 'https://desk.example' }),
    timing,
  })
  const worker = startWorker({
    store,
    transports: [mail, ...others],
    ...mailHooks,
    timing: { poll: 100, stop: 100, ...timing },
  })
  onTestFinished(() => worker.stop())
  return { wake: () => worker.wake(), stop: () => worker.stop(), tryRelays: () => mail.tryRelays() }
}

/** A mail server and a worker that sends through it, for the running test. */
export async function startSending(
  store: Store,
  manners: RelayManners = {},
  timing: Partial<WorkerTiming & RelayTiming> = {},
  others: readonly Transport[] = [],
) {
  const relay = await startRelay(manners)
  return { relay, worker: startTestWorker(store, [relay], timing, others) }
}

export type TestMail<Data extends object = object> = readonly [Template<Data>, QueuedMail<Data>]

export function queue<Data extends object>(store: Store, [template, mail]: TestMail<Data>): Promise<string> {
  return store.transact((tx) => queueMail(tx, template, mail))
}

/** An urgent mail with a secret. */
export function signInMail(to: string) {
  const data = {
    code: '04718263',
    link: 'https://desk.example/sign-in/link?token=x',
    minutes: 10,
    browser: '',
  }
  return [signInCode, { to, locale: 'en', data }] as const
}

/** An ordinary mail without a secret. */
export function removedMail(to: string, accountName = 'Clinica Aurora') {
  return [removedFromAccount, { to, locale: 'en', data: { accountName } }] as const
}

/** The data of a mail that keeps none; `toMatchObject` takes `{}` for anything. */
export const noData = expect.toSatisfy((data: object) => Object.keys(data).length === 0)

export async function readMail(store: Store, id: string) {
  return known((await store.read.select().from(outbox).where(eq(outbox.id, id)))[0])
}

/** Waits until the mail has this status; returns its row. */
export async function reach(store: Store, id: string, status: string) {
  await eventually(async () => expect((await readMail(store, id)).status).toBe(status))
  return readMail(store, id)
}

/** Waits until no mail is queued or being sent. */
export function waitUntilSent(store: Store): Promise<void> {
  return eventually(async () => {
    expect(await store.read.$count(outbox, inArray(outbox.status, ['queued', 'sending']))).toBe(0)
  })
}
