import { nameLocation } from '#/db/store/index.ts'
import { env, isProduction } from '#/env.ts'
import { storeLocation } from '#/lib/platform/store/store.ts'
import { fillStore, seedStaff } from '#/seed/programme/fill.ts'
import { parseArguments, UsageError } from './command.ts'

const usage = `  seed --accounts <number> [--even-in-production]  fill an empty store with sample accounts, for tests and benchmarks`

export const seedCommand = { usage, run }

const most = 1_000_000

async function run(words: readonly string[]): Promise<number> {
  const { values } = parseArguments(words, 0, {
    accounts: { type: 'string' },
    'even-in-production': { type: 'boolean' },
  })
  if (values.accounts === undefined) throw new UsageError('Missing: the number, such as seed --accounts 1000')
  const accounts = /^\d{1,7}$/.test(values.accounts) ? Number(values.accounts) : 0
  if (accounts < 1 || accounts > most) throw new UsageError(`--accounts must be a number from 1 to ${most}.`)
  if (isProduction && !values['even-in-production'])
    throw new Error(
      'This is a production store. To fill it with sample accounts anyway, add --even-in-production.',
    )
  const began = performance.now()
  const location = storeLocation()
  const filled = await fillStore(location, { accounts, at: Date.now() })
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const counts = Object.entries(filled).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  console.log(`Created ${counts.join(', ')} in ${nameLocation(location)}, in ${seconds} s.`)
  console.log(
    `Staff sign in at ${env.APP_URL}/sign-in as ${seedStaff.map(({ email }) => email).join(' or ')}.`,
  )
  return 0
}
