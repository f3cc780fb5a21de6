import { Resolver } from 'node:dns/promises'
import { env } from '#/env.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import { senderAddressOf } from '#/lib/platform/relay/return-path.ts'
import { findStore, storeLocation } from '#/lib/platform/store/store.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { parseArguments } from './command.ts'
import { judgeClock, readDatabaseClock } from './doctor/clock.ts'
import { callTiming, checkEndpoints, checkSeals } from './doctor/endpoints.ts'
import { checkEnvironment, listHalfProviders } from './doctor/environment.ts'
import { type Check, type Finding, runCheck } from './doctor/finding.ts'
import { checkRelay } from './doctor/mail.ts'
import { checkReturnPath, checkSender } from './doctor/names.ts'
import { askPortal, checkAddress, judgeProxy } from './doctor/portal.ts'
import { askProvider, checkProvider } from './doctor/sign-in.ts'
import { checkDisk, checkStore } from './doctor/store.ts'

const usage = `  doctor                                           check the environment, store, disk, mail, sign-in, proxy, endpoints and clock,
                                                   and say what to do; exit code 1 if something is broken`

export const doctorCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  parseArguments(words, 0, {})
  // In a build, nodemailer and openid-client are part of our files, so Node would warn of what is outdated in them.
  process.noDeprecation = true
  const opening = findStore()
  const location = storeLocation()
  // First and alone: a file is opened in one go, during which other answers would seem late.
  const ofStore = await runCheck({ about: 'store', find: () => checkStore(opening, location) })
  const found = await Promise.all(listChecks(opening).map((check) => runCheck(check)))
  const [ofEnvironment = [], ...others] = found
  const all = [...ofEnvironment, ...ofStore, ...others.flat()]
  for (const { is, about, says } of all) console.log(`${is.padEnd(14)}${about.padEnd(16)}${says}`)
  await opening.then((store) => store.close()).catch(() => undefined)
  return all.some(({ is }) => is === 'broken') ? 1 : 0
}

function listChecks(opening: ReturnType<typeof findStore>): Check[] {
  const { APP_URL, MAIL_BOUNCE, MAIL_FROM, SMTP_URL } = env
  const names = new Resolver({ timeout: 1500, tries: 1 })
  const sender = senderAddressOf(MAIL_FROM)
  const nonce = newId()
  const portal = askPortal(APP_URL, nonce)
  const providers = listProviders().map((provider) => ({ provider, answer: askProvider(provider) }))
  const clocks = [
    portal.then(({ ahead }) => ({ of: APP_URL, ahead })),
    ...providers.map(({ provider, answer }) => answer.then(({ ahead }) => ({ of: provider.name, ahead }))),
    opening.then(readDatabaseClock),
  ]
  return [
    { about: 'environment', find: () => checkEnvironment(process.env) },
    { about: 'disk', find: () => checkDisk(storeLocation()) },
    ...SMTP_URL.split(/\s+/).map((url) => ({ about: 'mail server', find: () => checkRelay(url) })),
    { about: 'return path', find: () => checkReturnPath(MAIL_BOUNCE, APP_URL, names) },
    { about: 'sender', find: () => checkSender(sender, MAIL_BOUNCE, names) },
    { about: 'public address', find: () => checkAddress(APP_URL, portal, nonce) },
    {
      about: 'proxy',
      find: () => portal.then((answer) => judgeProxy(APP_URL, answer, nonce)).catch(() => []),
    },
    ...providers.map(({ provider }) => ({ about: 'sign-in', find: () => checkProvider(provider) })),
    { about: 'sign-in', find: () => listHalfProviders(env) },
    { about: 'endpoints', find: findEndpoints },
    { about: 'endpoints', find: async () => checkSeals(await opening) },
    { about: 'clock', find: async () => judgeClock(await settle(clocks)) },
  ]
}

async function findEndpoints(): Promise<Finding> {
  const caller = openCaller({ timing: callTiming })
  // Outside production there is a key that everybody knows.
  const hasKey = Boolean(process.env.SECRETS_KEY?.trim())
  return checkEndpoints({ ...env, hasKey }, caller.call).finally(caller.close)
}

/** The values of those that did not fail; another check reports the others. */
async function settle<Value>(all: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(all)
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}
