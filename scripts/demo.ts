import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ensureDemoSource } from './demo-source.ts'
import { fillDemoStore, removeStore } from './demo-store.ts'
import { readFreePort } from './port.ts'
import { root, stop } from './run.ts'
import { build, isBuiltFromSources, serve } from './standalone.ts'

const folder = 'data/demo'
const keyFile = 'data/demo-source-key'
const startLimit = 30_000
const example = {
  account: 'poliambulatorio-levante',
  category: 'production-alert',
  summary: 'Feed error rate 23%',
}

const { reset } = readArguments()
const port = await readFreePort()
const address = `http://localhost:${port}`

// A demo only runs on this machine, with its own store and inside mail, whatever the shell has set.
for (const name of ['DATABASE_URL', 'SMTP_URL', 'AUTH_SECRET', 'SECRETS_KEY', 'MAIL_FROM'])
  delete process.env[name]
Object.assign(process.env, {
  NODE_ENV: 'production',
  RECAPITO_MODE: 'demo',
  STAFF_PASSKEYS: 'optional',
  APP_URL: address,
  PORT: String(port),
  HOSTNAME: '127.0.0.1',
  LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
})

if (!isBuiltFromSources()) {
  console.log('Building; this takes a minute, once.')
  const code = await build()
  if (code !== 0) process.exit(code)
}
process.env.DATA_DIR = `${import.meta.dirname}/../${folder}`
if (reset) removeStore(process.env.DATA_DIR)
await fillDemoStore(process.env.DATA_DIR)
const key = await ensureDemoSource(process.env.DATA_DIR, join(root, keyFile))
await serve()
await waitUntilHealthy()
await say()

function readArguments(): { reset: boolean } {
  try {
    const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
    return values
  } catch {
    return stop('npm run demo takes one option: `npm run demo -- --reset` starts over with a fresh store.')
  }
}

async function waitUntilHealthy(): Promise<void> {
  for (const end = Date.now() + startLimit; Date.now() < end; await setTimeout(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
    if (answer?.ok) return
  }
  stop('The server started but is not healthy; its log above says why.')
}

async function say(): Promise<void> {
  const { demoPeople } = await import('#/seed/demo/people.ts')
  const width = Math.max(...demoPeople.map((person) => person.email.length))
  console.log(
    [
      '',
      `Recapito's demo is at ${address}`,
      '',
      'Sign in at /sign-in with one of these addresses:',
      ...demoPeople.map(({ email, says }) => `  ${email.padEnd(width)}  ${says}`),
      '',
      `The code to sign in, and all other mail, is at ${address}/dev/mailbox`,
      `What phones, pagers and chats would get is at ${address}/dev/endpoints`,
      '',
      `The key of the event source "demo" is ${key} (kept in ${keyFile}).`,
      'An event to try, which mails the alert contact of Poliambulatorio Levante:',
      '',
      `  curl ${address}/api/v1/events -H 'Authorization: Bearer ${key}' \\`,
      "    -H 'Content-Type: application/json' \\",
      `    -d '${JSON.stringify(example)}'`,
      '',
      'The store is kept in data/demo. Ctrl-C ends; `npm run demo -- --reset` starts over.',
      '',
    ].join('\n'),
  )
}
