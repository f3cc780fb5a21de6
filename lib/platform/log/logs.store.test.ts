import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { afterCommit } from '#/db/store/store.ts'
import { redeemCode, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { buildUser } from '#/seed/people.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { runAs } from './origin.ts'

const ada = 'ada@aurora.example'
const visitor = { userAgent: '', locale: 'en' } as const

const store = perTest(openTestStore)

test('logs an act once it is committed, and never if it is not', async () => {
  const lines = recordLog()
  const act = (fails: boolean) =>
    store.transact(async (tx) => {
      const after = { email: ada }
      await writeAudit(tx, { actorId: 'me', action: 'session.all-ended', subjectId: 'it', after })
      expect(lines).toEqual([])
      if (fails) throw new Error('failed')
    })
  await expect(act(true)).rejects.toThrow('failed')
  expect(lines).toEqual([])
  await act(false)
  const entryId = expect.any(String)
  const acted = { event: 'acted', action: 'session.all-ended', actorId: 'me', subjectId: 'it', entryId }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([acted])
  expect(lines.join()).not.toContain(ada)
})

test('runs work after a commit once, even if PostgreSQL retried the transaction', async () => {
  const done: number[] = []
  let runs = 0
  await store.transact(async () => {
    const run = ++runs
    afterCommit(() => done.push(run))
    if (run === 1 && store.engine === 'postgres') throw Object.assign(new Error('again'), { code: '40001' })
  })
  expect(done).toEqual([runs])
  afterCommit(() => done.push(0))
  expect(done).toEqual([runs, 0])
})

test('logs sign-ins, wrong codes and limits by ids, without address, code or network', async () => {
  const lines = recordLog()
  const { id: userId } = await store.transact((tx) => buildUser(tx, { email: ada }))
  await runAs('203.0.113.77', async () => {
    const id = await requestSignIn(store, ada, visitor)
    const wrong = '00000000'
    await redeemCode(store, id, wrong, visitor).catch(() => null)
    await store.transact((tx) => consumeLimit(tx, 'sign-in-address', ada, limits['sign-in-address'].most - 1))
    for (let times = 0; times < 2; times++) await requestSignIn(store, ada, visitor).catch(() => null)
    await redeemCode(store, id, await findCode(), visitor)
  })
  const read = lines.map((line) => JSON.parse(line))
  expect(read.map(({ event }) => event)).toEqual(['wrong-code', 'limit-reached', 'acted', 'signed-in'])
  const network = expect.stringMatching(/^[\w-]{27}$/)
  expect(read.at(-1)).toMatchObject({ userId, method: 'code', network })
  for (const secret of [ada, '203.0.113', await findCode()]) expect(lines.join()).not.toContain(secret)

  async function findCode(): Promise<string> {
    const [mail] = await store.read.select().from(outbox)
    return String(openSecrets(mail?.data ?? {}).code)
  }
})
