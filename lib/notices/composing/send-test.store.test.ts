import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { assertOpen } from '#/lib/accounts/access/grants.ts'
import { advanceNotices } from '#/lib/notices/delivery/advance-notices.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openEndpointSetting } from '#/tests/endpoint-commands.ts'
import { perTest } from '#/tests/store.ts'
import { sendTestNotice } from './send-test.ts'

const setting = perTest(openEndpointSetting)
const field = 'technical-emergency'

async function addConfirmed(label: string): Promise<string> {
  const { id } = await setting.add({ label, typed: { url: `https://hooks.example.net/${label}` } })
  await setting.store.transact((tx) =>
    tx.update(endpoints).set({ confirmedAt: 5 }).where(eq(endpoints.id, id)),
  )
  return id
}

const recipientsOf = async (noticeId: string) => {
  const sent = await setting.store.read.select().from(outbox).where(eq(outbox.noticeId, noticeId))
  return sent.map(({ recipient }) => recipient)
}

test('a test of one endpoint goes to it alone, and is handed on to nobody when it fails', async () => {
  const { store } = setting
  const grant = assertOpen(await setting.grant())
  const only = endpointKey(await addConfirmed('night'))
  await addConfirmed('day')
  const id = await sendTestNotice(store, grant, field, only)
  expect(await recipientsOf(id)).toEqual([only])
  expect(await sendTestNotice(store, grant, field, only)).toBe(id)

  await store.transact((tx) => tx.update(outbox).set({ status: 'failed' }).where(eq(outbox.noticeId, id)))
  const rows = await store.read.select().from(notices).where(eq(notices.id, id))
  const { nextOf } = await store.transact((tx) => advanceNotices(tx, rows, 'fallback', now()), {
    exclusive: true,
  })
  expect(nextOf.get(id)?.kind).toBe('nobody')
  expect(await recipientsOf(id)).toEqual([only])

  const all = await recipientsOf(await sendTestNotice(store, grant, field))
  expect(all).toContain(only)
  expect(all.length).toBeGreaterThan(2)
})

test('a test of an endpoint that the field does not have is refused', async () => {
  const id = await addConfirmed('night')
  const grant = assertOpen(await setting.grant())
  await expect(sendTestNotice(setting.store, grant, 'technical', endpointKey(id))).rejects.toThrow(
    'field-unreachable',
  )
})
