import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openStore, type StoreLocation } from '#/db/store/index.ts'
import { listStaff } from '#/lib/staff/queries.ts'
import { newTestLocation } from '#/tests/store.ts'

const program = resolve(import.meta.dirname, 'recapito.ts')

/** Runs the command line as an operator does, against this store, and answers its exit code and what it said. */
async function say(location: StoreLocation, words: string, environment: Record<string, string> = {}) {
  const where = 'url' in location ? { DATABASE_URL: location.url } : { DATA_DIR: dirname(location.file) }
  const env = { NODE_ENV: 'test' as const, PATH: '', ...where, ...environment }
  const args = [program, ...words.split(' ').filter(Boolean)]
  return promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout }) => ({ code: 0, said: stdout.trim() }),
    (failure) => ({ code: failure.code, said: failure.stderr.trim() || failure.stdout.trim() }),
  )
}

test('staff are added, changed, listed and removed beside a running server', async () => {
  const location = await newTestLocation()
  const server = await openStore(location)
  try {
    expect((await say(location, 'staff list')).said).toMatch(/^Nobody is staff yet/)
    expect(await say(location, 'staff add grace@desk.example')).toMatchObject({ code: 0 })
    const admin = await say(location, 'staff add grace@desk.example --role admin')
    expect(admin).toEqual({ code: 0, said: 'grace@desk.example now has the role admin.' })
    expect(await listStaff(server.read)).toMatchObject([{ email: 'grace@desk.example', role: 'admin' }])
    expect(await say(location, 'staff list')).toEqual({ code: 0, said: 'admin    grace@desk.example' })

    const environment = { STAFF_EMAILS: 'grace@desk.example' }
    const removed = await say(location, 'staff remove grace@desk.example', environment)
    expect(removed.said).toMatch(/is no longer staff\.\nSTAFF_EMAILS names this address/)
    expect(await say(location, 'staff remove grace@desk.example')).toEqual({
      code: 1,
      said: 'grace@desk.example is not staff.',
    })
  } finally {
    await server.close()
  }
}, 30_000)

test('what cannot be done, or is not understood, is said and ends with a code of its own', async () => {
  const location = await newTestLocation()
  expect(await say(location, 'staff add nonsense')).toEqual({
    code: 1,
    said: '"nonsense" is not an email address.',
  })
  const misspelt = await say(location, 'staf list')
  expect(misspelt.code).toBe(2)
  expect(misspelt.said).toMatch(/^There is no "staf"\.\n\nUsage:/)
}, 30_000)
