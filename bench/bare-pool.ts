import nodemailer from 'nodemailer'

/**
 * Sends the queue of a store with a bare nodemailer pool of 5, with every message made before the first is sent: the
 * baseline for our worker. `node bench/bare-pool.ts <store> <smtp url> [messages of a connection]`
 */
const [file = '', url = '', maxMessages] = process.argv.slice(2)
const { openStore } = await import('#/db/store/index.ts')
const { outbox } = await import('#/db/schema/mail.ts')
const { renderMail } = await import('#/lib/platform/mail/render.ts')
const { messageIdOf } = await import('#/lib/platform/relay/compose.ts')
const { readNoticeMail } = await import('#/lib/notices/delivery/mail-content.ts')

const senderAddress = 'portal@desk.example'
const store = await openStore({ file })
const messages = []
for (const row of await store.read.select().from(outbox)) {
  const content = await readNoticeMail(store.read, row)
  const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example' }
  const { from: name, ...rendered } = renderMail(content, row.locale, sender)
  messages.push({
    ...rendered,
    from: { name, address: senderAddress },
    to: row.recipient,
    messageId: messageIdOf(row.id, senderAddress),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': row.locale,
    },
  })
}
await store.close()

const pool = nodemailer.createTransport({
  pool: true,
  url,
  maxConnections: 5,
  ...(maxMessages && { maxMessages: Number(maxMessages) }),
})
await Promise.all(messages.map((message) => pool.sendMail(message)))
pool.close()
