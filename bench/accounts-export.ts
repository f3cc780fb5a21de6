import { setTimeout } from 'node:timers/promises'
import { type LargeStore, staffCookie } from './large-store.ts'
import { readMemory } from './memory.ts'
import type { Row } from './table.ts'

const path = '/admin/accounts/export.csv'
const mostMemory = 100

/** Measures how much more memory the server needs while all accounts stream out of it. */
export async function measureExport(store: LargeStore): Promise<Row[]> {
  const cookie = await staffCookie(store)
  const server = await store.start({ WORKER: 'off' })
  try {
    // The first answer loads code and caches before the measurement.
    await exportAll(`${server.url}${path}?q=aurora`, cookie)
    await setTimeout(1000)
    const before = readMemory(server.pid)
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, readMemory(server.pid))
    }, 20)
    const began = performance.now()
    const lines = await exportAll(`${server.url}${path}`, cookie).finally(() => clearInterval(watch))
    const seconds = (performance.now() - began) / 1000
    if (lines <= store.accounts) throw new Error(`The export has ${lines} lines.`)
    return [
      {
        what: `Memory besides while ${store.accounts.toLocaleString('en')} accounts are exported in ${seconds.toFixed(0)} s, ${store.engine} (from ${before.toFixed(0)} MB)`,
        measured: `${(most - before).toFixed(0)} MB`,
        goal: `< ${mostMemory} MB`,
        passed: most - before < mostMemory,
      },
    ]
  } finally {
    await server.stop()
  }
}

/** Reads the answer as it arrives; answers the number of lines. */
async function exportAll(url: string, cookie: string): Promise<number> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 200 || !answer.body) throw new Error(`${url} answered ${answer.status}.`)
  let lines = 0
  for await (const chunk of answer.body) for (const byte of chunk) if (byte === 10) lines++
  return lines
}
