import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { eventSources } from '#/db/schema/notices.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { findNoticeForStaff } from '#/lib/notices/views/staff-queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { acknowledgeByMail, findAcknowledgement, undoByMail } from './acknowledge-link.ts'
import { acknowledgeNotice, closeNoticeAsStaff } from './commands.ts'
import { handBackNotice } from './undo.ts'

const setting = perTest(openNoticeSetting)

const written = { ...unknownContent, slug: 'aurora', summary: 'The old API ends' }
const send = (category: NoticeCategory = 'technical', given: { summary?: string } = {}) =>
  sendNoticeByHand(setting.store, setting.support(), { ...written, category, ...given })
const notice = (id: string) => setting.notice(id)
const linksOf = async (recipient: string) =>
  (await setting.mails()).flatMap((one) =>
    one.recipient === recipient ? [linkToken('acknowledge', one.id)] : [],
  )
const linkTo = async (recipient: string) => known((await linksOf(recipient))[0])
const read = async (token: string) => known(await findAcknowledgement(setting.store.read, token))
const undone = async () => (await setting.audited()).filter(({ action }) => action.endsWith('undone-by-mail'))

describe('undoing by the mailed link', () => {
  test('restores the deadline while the account is locked; opening the link undoes nothing', async () => {
    const id = await send()
    const { dueAt } = await notice(id)
    await setting.set(accounts, setting.account.id, { firstCompleteAt: null })
    const token = await linkTo('tech@contacts.example')
    await acknowledgeByMail(setting.store, token)
    moveClock(9 * minute)
    expect(await read(token)).toMatchObject({ pending: 0, undoable: { count: 1 } })
    expect(await notice(id)).toMatchObject({ state: 'acknowledged', dueAt: null })
    for (const _ of [1, 2]) await undoByMail(setting.store, token)
    expect(await read(token)).toMatchObject({ pending: 1, answeredAt: null, undoable: null })
    expect(await notice(id)).toMatchObject({ state: 'open', dueAt, acknowledgedAs: '' })
    expect(await undone()).toHaveLength(1)
    const view = await findNoticeForStaff(setting.store.read, setting.support(), id)
    expect(view?.timeline.slice(-2)).toMatchObject([
      { kind: 'acknowledged', as: 'tech@contacts.example' },
      { kind: 'undone', by: 'tech@contacts.example' },
    ])
  })

  test('keeps the address confirmed', async () => {
    await setting.store.transact((tx) => refreshSearchRow(tx, setting.account.id))
    await send()
    const isProven = async () =>
      (await setting.store.read.select().from(accountAddresses)).some(
        ({ addressKey, confirmedAt }) => addressKey === 'tech@contacts.example' && confirmedAt !== null,
      )
    expect(await isProven()).toBe(false)
    const token = await linkTo('tech@contacts.example')
    await acknowledgeByMail(setting.store, token)
    await undoByMail(setting.store, token)
    expect(await isProven()).toBe(true)
  })

  test('undoes everything from its digest that is not closed, and nothing else', async () => {
    const ids: string[] = []
    for (let n = 0; n < 13; n++) ids.push(await send('technical', { summary: `Alert ${n}` }))
    const token = known((await linksOf('tech@contacts.example')).at(-1))
    const [first, closed = '', ...others] = [known(ids[0]), ...ids.slice(10)]
    await acknowledgeNotice(setting.store, await setting.member(), first)
    await acknowledgeByMail(setting.store, token)
    await closeNoticeAsStaff(setting.store, setting.support(), { noticeId: closed, note: 'Over.' })
    expect(await read(token)).toMatchObject({ count: 3, undoable: { count: 2 } })
    await undoByMail(setting.store, token)
    for (const id of others) expect((await notice(id)).state).toBe('open')
    expect((await notice(closed)).state).toBe('closed')
    expect((await notice(first)).state).toBe('acknowledged')
    expect(await undone()).toHaveLength(2)
  })

  test('is refused for the rest of its digest after ten minutes, even when staff handed one back', async () => {
    const ids: string[] = []
    for (let n = 0; n < 13; n++) ids.push(await send('technical', { summary: `Alert ${n}` }))
    const token = known((await linksOf('tech@contacts.example')).at(-1))
    await acknowledgeByMail(setting.store, token)
    const noticeId = known(ids[12])
    const { acknowledgedAt } = await notice(noticeId)
    const given = { noticeId, reason: 'Nobody is there.', acknowledgedAt: known(acknowledgedAt) }
    await handBackNotice(setting.store, setting.support(), given)
    moveClock(10 * minute)
    await expect(undoByMail(setting.store, token)).rejects.toThrow('undo-ended')
    for (const id of ids.slice(10, 12)) expect((await notice(id)).state).toBe('acknowledged')
  })

  test('is refused for an acknowledgement by a person whose name is the address', async () => {
    const id = await send()
    const named = { ...setting.anna, name: 'tech@contacts.example' }
    await acknowledgeNotice(setting.store, await setting.member(named), id)
    expect((await notice(id)).acknowledgedAs).toBe(named.name)
    const token = await linkTo('tech@contacts.example')
    expect((await read(token)).undoable).toBeNull()
    await expect(undoByMail(setting.store, token)).rejects.toThrow('undo-ended')
    expect(await notice(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: setting.anna.id })
  })

  test('is refused for an acknowledgement by a source whose name is the address', async () => {
    const isIt = eq(eventSources.name, 'monitoring')
    await setting.store.transact((tx) =>
      tx.update(eventSources).set({ name: 'tech@contacts.example' }).where(isIt),
    )
    const { noticeId } = await setting.one({ category: 'technical' })
    await setting.one({ category: 'technical', action: 'acknowledge' })
    const token = await linkTo('tech@contacts.example')
    expect((await read(token)).undoable).toBeNull()
    await expect(undoByMail(setting.store, token)).rejects.toThrow('undo-ended')
    expect(await notice(noticeId)).toMatchObject({ acknowledgedAs: 'tech@contacts.example' })
  })

  test('is refused to another endpoint of the same service and host, which has its label to tell them apart', async () => {
    const { store, account } = setting
    const night = await addEndpoint(store, account.id, 'webhook', { label: 'Night' })
    const day = await addEndpoint(store, account.id, 'webhook', { label: 'Day' })
    const content = completeContacts([], { endpoints: { technical: [toEntry(night), toEntry(day)] } })
    await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: newId(), content }))
    const id = await send()
    const [ofNight, ofDay] = [await linkTo(endpointKey(night.id)), await linkTo(endpointKey(day.id))]
    await acknowledgeByMail(store, ofNight, null, 'Rota')
    expect((await notice(id)).acknowledgedAs).toBe('Rota, via Night (Webhook · hooks.example.net)')
    expect((await read(ofDay)).undoable).toBeNull()
    await expect(undoByMail(store, ofDay)).rejects.toThrow('undo-ended')
    await undoByMail(store, ofNight)
    expect((await notice(id)).state).toBe('open')
  })

  test('is refused for the eleventh time within an hour', async () => {
    await send('emergency')
    const token = await linkTo('oncall@contacts.example')
    for (let n = 0; n < 10; n++) {
      await acknowledgeByMail(setting.store, token)
      await undoByMail(setting.store, token)
    }
    await acknowledgeByMail(setting.store, token)
    await expect(undoByMail(setting.store, token)).rejects.toMatchObject({ code: 'too-many' })
    expect(await undone()).toHaveLength(10)
  })

  test('is refused after ten minutes, and for acknowledgements by others', async () => {
    const [late, others] = [await send(), await send('production-alert')]
    const token = await linkTo('tech@contacts.example')
    await acknowledgeByMail(setting.store, token)
    moveClock(10 * minute)
    expect((await read(token)).undoable).toBeNull()
    await expect(undoByMail(setting.store, token)).rejects.toThrow('undo-ended')
    await acknowledgeNotice(setting.store, await setting.member(setting.olga), others)
    const toAnna = await linkTo('anna@aurora.example')
    expect((await read(toAnna)).undoable).toBeNull()
    await expect(undoByMail(setting.store, toAnna)).rejects.toThrow('undo-ended')
    for (const id of [late, others]) expect((await notice(id)).state).toBe('acknowledged')
    for (const foreign of ['x'.repeat(43), ''])
      await expect(undoByMail(setting.store, foreign)).rejects.toThrow('not-found')
  })
})
