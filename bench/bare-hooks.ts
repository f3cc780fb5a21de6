import { eq } from 'drizzle-orm'
import { Agent } from 'undici'
import { certificate } from '../e2e/endpoints/outside.ts'

/**
 * Sends the webhooks of a store with bare undici, 24 at a time, with every request made before the first is sent: the baseline for
 * our worker. `node bench/bare-hooks.ts <store>`
 */
const inFlight = 24
const [file = ''] = process.argv.slice(2)
const { openStore } = await import('#/db/store/index.ts')
const { outbox } = await import('#/db/schema/mail.ts')
const { endpoints } = await import('#/db/schema/endpoints.ts')
const { endpointIdOf } = await import('#/db/words/points.ts')
const { readNoticeMail } = await import('#/lib/notices/delivery/mail-content.ts')
const { openEndpoint } = await import('#/lib/notices/endpoints/open-endpoint.ts')
const { makeMessage } = await import('#/lib/notices/endpoints/message.ts')
const { webhook } = await import('#/lib/notices/endpoints/webhook.ts')

const store = await openStore({ file })
const sender = {
  programmeName: 'Actions Desk',
  appUrl: 'https://desk.example',
  timeZone: null,
  wordless: true,
}
const requests: { url: string; headers: Record<string, string>; body: string }[] = []
for (const row of await store.read.select().from(outbox).orderBy(outbox.dueAt)) {
  const isThis = eq(endpoints.id, endpointIdOf(row.recipient) ?? '')
  const [stored] = await store.read.select().from(endpoints).where(isThis)
  const endpoint = stored && openEndpoint(stored)
  if (!endpoint) throw new Error('It cannot be opened.')
  const content = await readNoticeMail(store.read, row)
  requests.push(
    webhook.request(endpoint, await makeMessage(store.read, row, [], content, sender), Date.now()),
  )
}
await store.close()

const agent = new Agent({
  connections: 8,
  allowH2: false,
  connect: {
    ca: certificate,
    allowH2: false,
    lookup: (_, { all }, done) =>
      all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
  },
})
async function work(): Promise<void> {
  for (let next = requests.shift(); next; next = requests.shift()) {
    const { url, headers, body } = next
    const { origin, pathname: path } = new URL(url)
    const answer = await agent.request({ origin, path, method: 'POST', headers, body })
    await answer.body.text()
  }
}
await Promise.all(Array.from({ length: inFlight }, work))
await agent.close()
