import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findPort } from './port.ts'

test('never gives a port that somebody listens at, nor one that another process was given', async () => {
  const given = await findPort()
  const other = createServer().listen(given + 1, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  expect(await findPort()).toBe(given + 2)

  // Another process that begins at the same place finds the next one, though nobody listens at these.
  const begin = `Object.defineProperty(process, 'pid', { value: ${process.pid} })`
  const find = `const { findPort } = await import('./tests/port.ts'); console.log(await findPort())`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', `${begin}\n${find}`], {
    encoding: 'utf8',
  })
  expect(Number(said)).not.toBe(given)
  expect(Number(said)).not.toBe(given + 2)
})
