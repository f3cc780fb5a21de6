import { expect, test } from 'vitest'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import type { Deadline } from '#/lib/notices/delivery/deadline.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { findDeadlinesForStaff, findOwnDeadlines } from '#/lib/notices/views/deadlines-of.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { findAttention } from './queries.ts'

const setting = perTest(openNoticeSetting)

/** What each page and the mail say about the deadline, without the milliseconds that pass between them. */
async function eachDeadline(noticeId: string) {
  const { store } = setting
  const grant = await setting.member()
  const stored = await loadDraftOrLatest(store.read, grant)
  const lines = await findAttention(store.read, grant, { environment: 'production', stored })
  const line = lines.find((one) => 'notice' in one && one.notice.id === noticeId)
  const { notice } = known(await findNotice(store.read, grant, noticeId))
  const [mail] = await setting.mails()
  const sent = await readNoticeMail(store.read, known(mail))
  const found = {
    overview: line && 'deadline' in line ? line.deadline : null,
    page: (await findOwnDeadlines(store.read, grant, [notice])).get(noticeId) ?? null,
    staff: (await findDeadlinesForStaff(store.read, setting.support(), [notice])).get(noticeId) ?? null,
    link: (await findAcknowledgement(store.read, linkToken('acknowledge', known(mail).id)))?.deadline ?? null,
    mail: sent.data.deadline as Deadline | null,
  }
  return Object.values(found).map((deadline) => deadline && { at: deadline.at, next: deadline.next })
}

test('pages, the link and the mail agree on when an emergency escalates and to whom', async () => {
  const { noticeId } = await setting.one({ category: 'emergency' })
  await setting.work()
  for (const [later, addresses, again] of [
    [0, ['tech@contacts.example'], false],
    [31, ['olga@aurora.example'], false],
    [62, [], true],
  ] as const) {
    moveClock(later * minute)
    await runEscalations(setting.store)
    await setting.work()
    const { escalateAt: at } = await setting.notice(noticeId)
    const deadline = { at, next: { addresses, again } }
    expect(await eachDeadline(noticeId)).toEqual([deadline, deadline, deadline, deadline, deadline])
  }
})

test('for other notices they show the deadline, and nothing once acknowledged', async () => {
  const { noticeId } = await setting.one()
  const { dueAt: at } = await setting.notice(noticeId)
  const deadline = { at, next: null }
  expect(await eachDeadline(noticeId)).toEqual([deadline, deadline, deadline, deadline, deadline])
  await setting.one({ action: 'acknowledge' })
  expect(await eachDeadline(noticeId)).toEqual([null, null, null, null, null])
})

test('a member sees no deadline of another account', async () => {
  const { noticeId } = await setting.one({ category: 'emergency' })
  const grant = await setting.member(setting.luca, 'molo')
  expect(await findOwnDeadlines(setting.store.read, grant, [await setting.notice(noticeId)])).toEqual(
    new Map(),
  )
})
