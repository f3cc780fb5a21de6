import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { type Asked, ask } from '#/tests/endpoint.ts'
import { addEndpoint, readDeliveries } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { GET, OPTIONS, POST } from './[token]/route.ts'

const setting = perTest(openNoticeSetting)

const shown = 'ntfy · ntfy.example.net'
const post = (token: string, given: Asked = {}) =>
  runAs('192.0.2.1', () =>
    ask(POST, { params: { token }, body: '', headers: { 'content-type': '' }, ...given }),
  )
const json = (body: unknown) => ({ body, headers: {} })

/** A phone with ntfy, and the token of the last message to it. */
async function addPhone() {
  const { id } = await addEndpoint(setting.store, setting.account.id, 'ntfy')
  return async () => linkToken('acknowledge', known((await readDeliveries(setting.store, id)).at(-1)).id)
}
const report = async () => (await setting.one({ category: 'emergency' })).noticeId

test('the button of a phone acknowledges, as often as it is pressed', async () => {
  const readToken = await addPhone()
  const noticeId = await report()
  const token = await readToken()
  const first = await post(token, json({ by: 'Anna’s\u202e phone' }))
  const acknowledgedAt = expect.any(String)
  const body = { state: 'acknowledged', acknowledgedAt, acknowledgedBy: `Anna’s phone, via ${shown}` }
  expect(first).toMatchObject({ status: 200, body })
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect(await post(token, json({ by: 'Somebody else' }))).toMatchObject({ status: 200, body: first.body })
  expect(await setting.notice(noticeId)).toMatchObject({ state: 'acknowledged', acknowledgedBy: null })
})

test('names nobody where somebody else answered, however often the button is pressed', async () => {
  const readToken = await addPhone()
  const noticeId = await report()
  const token = await readToken()
  await acknowledgeNotice(setting.store, await setting.member(), noticeId)
  const body = { state: 'acknowledged', acknowledgedAt: expect.any(String), acknowledgedBy: null }
  for (const _ of ['once', 'twice'])
    expect(await post(token, json({ by: 'Rota' }))).toMatchObject({ status: 200, body })
})

test('without a body the endpoint itself is named', async () => {
  const readToken = await addPhone()
  await report()
  expect(await post(await readToken())).toMatchObject({ status: 200, body: { acknowledgedBy: shown } })
})

test.each<[string, Asked, number]>([
  ['not JSON', { body: '{', headers: {} }, 400],
  ['of another type', { body: 'by=Anna', headers: { 'content-type': 'text/plain' } }, 415],
  ['too long', { body: JSON.stringify({ by: 'x'.repeat(5000) }), headers: {} }, 413],
  ['with a name that is too long', json({ by: 'x'.repeat(121) }), 422],
  ['with a name that is no text', json({ by: 5 }), 422],
])('a body %s is refused and answers nothing', async (_, given, status) => {
  const readToken = await addPhone()
  const noticeId = await report()
  expect((await post(await readToken(), given)).status).toBe(status)
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test('opening the address changes nothing; a browser may ask whether it may post', async () => {
  const readToken = await addPhone()
  const noticeId = await report()
  const params = { token: await readToken() }
  const refused = await ask(GET, { params })
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  expect(refused.body).toMatchObject({ status: 405, detail: 'This path answers POST, OPTIONS.' })
  const context = { params: Promise.resolve(params) }
  const preflight = await OPTIONS(
    new Request('https://portal.example') as Parameters<typeof OPTIONS>[0],
    context,
  )
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test('a removed endpoint answers no more, and wrong addresses are counted', async () => {
  const readToken = await addPhone()
  const noticeId = await report()
  const token = await readToken()
  await setting.store.transact(async (tx) => {
    const content = completeContacts([])
    await buildRevision(tx, { accountId: setting.account.id, savedBy: setting.anna.id, content })
  })
  expect((await post(token)).status).toBe(404)
  for (let wrong = 0; wrong < 59; wrong++) await post('forged')
  expect((await post('forged')).status).toBe(429)
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test('a drill counts when its button is pressed in time, and is gone afterwards', async () => {
  const readToken = await addPhone()
  const reached = async () =>
    (
      await setting.store.read
        .select({ after: accounts.reachedAfter })
        .from(accounts)
        .where(eq(accounts.id, setting.account.id))
    )[0]?.after
  await sendDrill(setting.store, setting.support(), 'aurora')
  const token = await readToken()
  expect(await post(token, json({ by: 'Anna' }))).toMatchObject({
    status: 200,
    body: { state: 'acknowledged' },
  })
  expect(await reached()).toEqual(expect.any(Number))
  expect((await post(token)).status).toBe(200)
})

test('a drill that is over cannot be answered', async () => {
  const readToken = await addPhone()
  await sendDrill(setting.store, setting.support(), 'aurora')
  const token = await readToken()
  await setting.escalate(drillSpan)
  expect(await post(token)).toMatchObject({ status: 410, body: { detail: 'The drill is over.' } })
})
