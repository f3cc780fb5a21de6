import { expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { exclusive } from '#/db/store/store.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { mailDisabled, resolveDisabled } from './integration-notice.ts'

const setting = perTest(openNoticeSetting)

const disable = () =>
  setting.store.transact(
    (tx) => mailDisabled(tx, setting.account, { userId: setting.grace.id, reason: 'Wrong prices.' }),
    exclusive,
  )

test('an event with the key of a portal notice neither blocks nor resolves it', async () => {
  const alike = { category: 'emergency', dedupKey: 'integration-disabled' } as const
  const { noticeId } = await setting.one(alike)
  await disable()
  const own = (await setting.store.read.select().from(notices)).find(({ topic }) => topic !== null)
  expect(own).toMatchObject({ state: 'open', count: 1 })
  await setting.one({ ...alike, action: 'resolve' })
  expect((await setting.notice(noticeId)).state).toBe('closed')
  expect((await setting.notice(own?.id ?? '')).state).toBe('open')
  await setting.store.transact((tx) => resolveDisabled(tx, setting.account), exclusive)
  expect((await setting.notice(own?.id ?? '')).state).toBe('closed')
})
