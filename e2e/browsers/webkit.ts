import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { findPort } from '#/tests/port.ts'
import { type Driver, type Found, findElement, scrollToMiddle } from './browser.ts'

/** The key of an element's reference in answers (W3C WebDriver, 12.1). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
const reference = z.object({ [elementKey]: z.string() }).nullable()
const text = z.string()

/** WebKitGTK in a screen of its own, over the commands of W3C WebDriver. */
export async function startWebKit(program: string): Promise<Driver> {
  const port = await findPort()
  const child = spawn('xvfb-run', ['-a', '-s', '-screen 0 1280x1000x24', program, `--port=${port}`], {
    // A group of its own: xvfb-run leaves its screen and the browser when it is killed.
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, TZ: 'Europe/Rome', LANG: 'C.UTF-8', LANGUAGE: 'en_GB' },
  })
  const end = () => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  process.once('exit', end)
  const session = await openSession(`http://127.0.0.1:${port}`)
  const ask = (method: string, path: string, body?: object) => send(method, `${session}${path}`, body)
  await ask('POST', '/window/rect', { width: 1280, height: 900 })
  const asFound = (id: string): Found => ({
    async click() {
      const script = `(${scrollToMiddle})(arguments[0])`
      await ask('POST', '/execute/sync', { script, args: [{ [elementKey]: id }] })
      await ask('POST', `/element/${id}/click`, {})
    },
    type: async (letters) => void (await ask('POST', `/element/${id}/value`, { text: letters })),
    read: async () => text.parse(await ask('GET', `/element/${id}/property/value`)),
  })
  return {
    open: async (url) => void (await ask('POST', '/url', { url })),
    url: async () => text.parse(await ask('GET', '/url')),
    async find(kind, name) {
      const script = `return (${findElement})(...arguments)`
      const found = reference.parse(await ask('POST', '/execute/sync', { script, args: [kind, name] }))
      return found ? asFound(found[elementKey]) : undefined
    },
    screenshot: async () => Buffer.from(text.parse(await ask('GET', '/screenshot')), 'base64'),
    complaints: () => [],
    async close() {
      await ask('DELETE', '')
      end()
      process.off('exit', end)
    },
  }
}

/** Opens a session once the driver answers; its address. */
async function openSession(driver: string): Promise<string> {
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation'] } } }
  for (const limit = Date.now() + 30_000; Date.now() < limit; await setTimeout(50)) {
    const answer = await fetch(`${driver}/status`).catch(() => undefined)
    if (!answer?.ok) continue
    const { sessionId } = z
      .object({ sessionId: z.string() })
      .parse(await send('POST', `${driver}/session`, { capabilities }))
    return `${driver}/session/${sessionId}`
  }
  throw new Error('WebKitWebDriver did not become ready.')
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const { value } = z.object({ value: z.unknown() }).parse(await answer.json())
  if (answer.ok) return value
  const { error, message } = z.object({ error: z.string(), message: z.string() }).parse(value)
  throw new Error(`${error}: ${message}`)
}
