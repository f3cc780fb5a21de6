import { eq } from 'drizzle-orm'
import { expect, onTestFinished } from 'vitest'
import { users } from '#/db/schema/people.ts'
import { openStore } from '#/db/store/index.ts'
import type { Store } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { acceptInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import type { Worker } from '#/lib/platform/outbox/worker.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildStaff } from '#/seed/people.ts'
import { actorOf } from './actors.ts'
import { known } from './known.ts'
import { startTestWorker, waitUntilSent } from './mail.ts'
import { startRelay } from './relay.ts'
import type { ReceivedMail } from './relay-server.ts'
import { newTestLocation } from './store.ts'

const zone = 'Europe/Rome'

export type Letter = { subject: string; text: string; link(path: string): string }

/**
 * A programme with a simulated clock: at the end of each working day all periodic jobs run, and a worker sends due mail
 * over SMTP to a relay that keeps the letters of each address. `begins` is a local time in Rome.
 */
export async function beginLife(begins: string) {
  onTestFinished(() => moveClock(0))
  setClock(Temporal.PlainDateTime.from(begins))
  const location = await newTestLocation()
  const gone = new Set<string>()
  const relay = await startRelay({
    recipient: (address) => (gone.has(address) ? '550 5.1.1 no such user' : undefined),
  })
  let store = await openStore(location)
  const send = (): Worker => startTestWorker(store, [relay], { poll: 10 })
  let worker = send()
  onTestFinished(async () => {
    await worker.stop()
    await store.close()
  })
  await store.transact(seedShipped)
  const grace = await store.transact((tx) =>
    buildStaff(tx, { email: 'grace@desk.example', name: 'Grace', locale: 'en', role: 'admin' }),
  )
  const opened = new Set<ReceivedMail>()

  /** Runs jobs and sends what they queue, until nothing is left. */
  async function work(): Promise<void> {
    const stopping = new AbortController().signal
    await Promise.all(periodicJobs.map((job) => job.run(store, stopping)))
    await sent()
  }

  const sent = () => waitUntilSent(store)

  async function userOf(email: string) {
    return known((await store.read.select().from(users).where(eq(users.emailKey, email)))[0])
  }

  return {
    get store(): Store {
      return store
    },
    grace: {
      support: grantStaff(actorOf(grace, 'admin'), 'support'),
      admin: grantStaff(actorOf(grace, 'admin'), 'admin'),
    },
    sent,

    /**
     * Lets days pass until this local time in Rome, and works at 15:59 each day; with `onlyOn` only on this day of each
     * week (Monday is 1), to pass months quickly.
     */
    async until(local: string, { onlyOn = null }: { onlyOn?: number | null } = {}): Promise<void> {
      const end = Temporal.PlainDateTime.from(local)
      for (;;) {
        const today = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(zone)
        const evening = today.toPlainDate().toPlainDateTime('15:59')
        const isOver = Temporal.PlainDateTime.compare(today.toPlainDateTime(), evening) >= 0
        const next = isOver ? evening.add({ days: 1 }) : evening
        if (Temporal.PlainDateTime.compare(next, end) >= 0) break
        setClock(next)
        if (onlyOn === null || next.dayOfWeek === onlyOn) await work()
      }
      setClock(end)
      await work()
    },

    /** Switches everything off until this local time in Rome, then starts it. */
    async switchedOffUntil(local: string): Promise<void> {
      await worker.stop()
      await store.close()
      setClock(Temporal.PlainDateTime.from(local))
      store = await openStore(location)
      worker = send()
      await work()
    },

    /** The letters to an address since the last call. */
    async letters(address: string): Promise<Letter[]> {
      await sent()
      const found = relay.received.filter((mail) => mail.recipients.includes(address) && !opened.has(mail))
      for (const mail of found) opened.add(mail)
      return found.map((mail) => readLetter(mail))
    },

    /** The one letter to an address since the last call. */
    async letter(address: string, subject: RegExp): Promise<Letter> {
      const letters = await this.letters(address)
      expect(letters.map((one) => one.subject)).toEqual([expect.stringMatching(subject)])
      return known(letters[0])
    },

    /** Closes the mailbox of an address. */
    close(address: string): void {
      gone.add(address)
    },

    /** Opens the invitation in the letter and accepts it. */
    async accept(letter: Letter, name: string): Promise<void> {
      const acceptance = { name, locale: 'en' as const, timeZone: zone }
      const visitor = { userAgent: 'Browser', locale: 'en' as const }
      await acceptInvitation(store, letter.link('/invitations/'), acceptance, { actor: null, visitor })
      await sent()
    },

    /** The grant of a member's request now. */
    async as<Role extends MemberRole>(email: string, role: Role, slug = 'aurora') {
      return grantAccount(store.read, actorOf(await userOf(email)), { slug }, role)
    },

    async standing(slug = 'aurora') {
      return known(await loadAccount(store.read, { slug }, now()))
    },

    userOf,
  }
}

function setClock(local: Temporal.PlainDateTime): void {
  moveClock(local.toZonedDateTime(zone).epochMilliseconds - Date.now())
}

function readLetter({ subject = '', text = '' }: ReceivedMail): Letter {
  return {
    subject,
    text,
    /** The token of the first link whose path begins like this. */
    link(path) {
      const found = new RegExp(`https?://[^\\s/]+${path}([^\\s>)]+)`).exec(text)
      if (!found?.[1]) throw new Error(`The letter "${subject}" has no link to ${path}:\n${text}`)
      return found[1]
    },
  }
}
