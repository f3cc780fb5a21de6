import { asc, eq } from 'drizzle-orm'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { notices } from '#/db/schema/notices.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import {
  type AnnouncementContent,
  beginSending,
  createAnnouncement,
} from '#/lib/notices/announcements/commands.ts'
import { sending } from '#/lib/notices/announcements/sending.ts'
import { beginSnapshot, snapshotAudience } from '#/lib/notices/announcements/snapshot-audience.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount, buildTeam } from '#/seed/accounts.ts'
import { known } from './known.ts'
import { openNoticeSetting } from './notice-setting.ts'

export const english = {
  summary: 'Version 1 of the API ends',
  details: 'It answers until 1 May.',
  meaning: '',
  remedy: 'Move to version 2.',
}
export const italian = {
  summary: 'Finisce la versione 1 dell’API',
  details: 'Risponde fino al 1º maggio.',
  meaning: '',
  remedy: 'Passare alla versione 2.',
}

/** The setting of notices, in which Grace writes announcements to all its accounts. */
export async function openAnnouncementSetting() {
  const setting = await openNoticeSetting({ alone: true })
  const { store } = setting
  await indexUnindexed(store)
  const support = setting.support()

  async function write(given: Partial<AnnouncementContent> & { id?: string } = {}): Promise<string> {
    return createAnnouncement(store, support, {
      id: newId(),
      category: 'technical',
      severity: 'info',
      texts: { en: english, it: italian },
      links: [],
      window: null,
      asksAnswer: true,
      audience: {},
      ...given,
    })
  }
  async function announcement(id: string) {
    return known((await store.read.select().from(announcements).where(eq(announcements.id, id)))[0])
  }
  async function freeze(id: string) {
    const { version } = await announcement(id)
    await snapshotAudience(store, support, known(await beginSnapshot(store, support, { id, version })))
    return announcement(id)
  }
  async function send(id: string) {
    const { version } = await announcement(id)
    return beginSending(store, support, { id, version })
  }
  /** Writes an announcement, freezes its list and begins to send it; returns its id. */
  async function begin(given: Partial<AnnouncementContent> = {}): Promise<string> {
    const id = await write(given)
    await freeze(id)
    await send(id)
    return id
  }
  /** The same, until it is sent. */
  async function sendOut(given: Partial<AnnouncementContent> = {}): Promise<string> {
    const id = await begin(given)
    await sending.run(store)
    return id
  }
  /** The notice that an account got last. */
  const noticeOf = async (accountId = setting.account.id) => {
    const own = eq(notices.accountId, accountId)
    return known((await store.read.select().from(notices).where(own).orderBy(notices.id)).at(-1))
  }
  /** The frozen list, in its order. */
  const list = async (id: string) =>
    store.read
      .select()
      .from(announcementAccounts)
      .where(eq(announcementAccounts.announcementId, id))
      .orderBy(asc(announcementAccounts.position))
  /** Adds live accounts, each with an owner and contacts of its own. */
  async function addAccounts(count: number, name = 'clinic') {
    await store.transact(async (tx) => {
      for (let n = 0; n < count; n++) {
        const slug = `${name}-${String(n).padStart(4, '0')}`
        await buildTeam(tx, { slug, name: `Clinic ${n}`, alerts: [], people: { owner: 'owner' } })
      }
    })
    await indexUnindexed(store)
  }
  async function addEmptyAccount(slug: string) {
    const account = await store.transact((tx) => buildAccount(tx, { slug, name: slug }))
    await indexUnindexed(store)
    return account
  }
  const actions = { write, announcement, freeze, send, begin, sendOut, list, addAccounts, addEmptyAccount }
  return { ...setting, ...actions, grant: support, noticeOf }
}
