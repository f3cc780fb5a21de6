import { Resolver } from 'node:dns/promises'
import { nameLocation } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import { metadataAddress } from '#/lib/changes/sign-in/provider-metadata.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import { findStore, storeLocation } from '#/lib/platform/store/store.ts'
import { isUnset, parseArguments } from './command.ts'
import { ask } from './doctor/ask.ts'
import { callTiming, checkEndpoints, checkGateway, checkSeals, needsWayOut } from './doctor/endpoints.ts'
import { type Check, ok, runCheck } from './doctor/finding.ts'
import { checkClock, checkDisk, readDatabaseClock } from './doctor/machine.ts'
import { checkRelay, checkReturnPath } from './doctor/mail.ts'
import { askPortal, checkProvider, checkProxy } from './doctor/web.ts'

const usage = `  doctor                                           check the store, disk, mail, proxy, sign-in, endpoints and clock, and say what
                                                   to do; exit code 1 if something is broken`

export const doctorCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  parseArguments(words, 0, {})
  // In a build, nodemailer and openid-client are part of our files, so Node would warn of what is outdated in them.
  process.noDeprecation = true
  const opening = findStore()
  const schema = async () => (await opening).schemaVersion()
  // First and alone: a file is opened in one go, during which other answers would seem late.
  const ofStore = await runCheck({
    about: 'store',
    find: async () => [ok(`${nameLocation(storeLocation())}, schema ${await schema()}.`)],
  })
  const others = await Promise.all(listChecks(opening).map((check) => runCheck(check)))
  const all = [ofStore, ...others].flat()
  for (const { is, about, says } of all) console.log(`${is.padEnd(14)}${about.padEnd(13)}${says}`)
  await opening.then((store) => store.close()).catch(() => undefined)
  return all.some(({ is }) => is === 'broken') ? 1 : 0
}

function listChecks(opening: ReturnType<typeof findStore>): Check[] {
  const { APP_URL, MAIL_BOUNCE, SMTP_URL } = env
  const portal = askPortal(APP_URL)
  const providers = listProviders()
  const settings = { ...env, ...(isUnset('SECRETS_KEY') && { SECRETS_KEY: [] }) }
  const clocks = [
    portal.then(({ ahead }) => ({ of: APP_URL, ahead })),
    ...providers.map(async (one) => ({ of: one.name, ahead: (await ask(metadataAddress(one))).ahead })),
    opening.then(readDatabaseClock),
  ]
  return [
    { about: 'disk', find: () => checkDisk(storeLocation()) },
    ...SMTP_URL.split(/\s+/).map((url) => ({ about: 'mail server', find: () => checkRelay(url) })),
    {
      about: 'return path',
      find: () => checkReturnPath(MAIL_BOUNCE, new Resolver({ timeout: 1500, tries: 1 })),
    },
    { about: 'proxy', find: () => checkProxy(APP_URL, portal) },
    ...providers.map((provider) => ({ about: 'sign-in', find: () => checkProvider(provider) })),
    {
      about: 'endpoints',
      find: async () => {
        const caller = openCaller({ timing: callTiming })
        const isNeeded = async () => needsWayOut(await opening)
        return checkEndpoints(settings, caller.call, isNeeded).finally(caller.close)
      },
    },
    {
      about: 'text gateway',
      find: () => checkGateway(env.ENDPOINTS === 'on' ? env.PHONE_GATEWAY : undefined),
    },
    { about: 'endpoints', find: async () => checkSeals(await opening, settings.SECRETS_KEY) },
    { about: 'clock', find: () => checkClock(clocks) },
  ]
}
