import { Resolver } from 'node:dns/promises'
import { nameLocation } from '#/db/store/index.ts'
import { openPatience } from '#/db/store/sqlite-refusals.ts'
import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { metadataAddress } from '#/lib/changes/sign-in/provider-metadata.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import { findStore, storeLocation } from '#/lib/platform/store/store.ts'
import { second } from '#/lib/platform/values/clock.ts'
import { parseArguments } from './command.ts'
import { ask } from './doctor/ask.ts'
import { callTiming, checkEndpoints, checkGateway, checkSeals, needsWayOut } from './doctor/endpoints.ts'
import { environmentFaults, isSound } from './doctor/environment.ts'
import { broken, type Check, ok, runCheck } from './doctor/finding.ts'
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
  const environment = await runCheck({ about: 'environment', find: checkEnvironment })
  // First and alone: a file is opened in one go, during which other answers would seem late.
  let store: Store | undefined
  const ofStore = await runSound({
    about: 'store',
    needs: ['DATA_DIR', 'DATABASE_URL'],
    // Opening names who keeps the store locked.
    limit: openPatience + 5 * second,
    find: async () => {
      store = await findStore()
      return [ok(`${nameLocation(storeLocation())}, schema ${await store.schemaVersion()}.`)]
    },
  })
  const others = await Promise.all(listChecks(store).map(runSound))
  const all = [environment, ofStore, ...others].flat()
  for (const { is, about, says } of all) console.log(`${is.padEnd(14)}${about.padEnd(13)}${says}`)
  await store?.close()
  return all.some(({ is }) => is === 'broken') ? 1 : 0
}

async function checkEnvironment() {
  if (environmentFaults.length === 0) return [ok('The server can start with it.')]
  return environmentFaults.map(({ says }) => broken(says))
}

/** What depends on a variable that is wrong is skipped: the line of the variable says it. */
async function runSound({ needs = [], ...check }: Check) {
  return isSound(needs) ? runCheck(check) : []
}

const ofProviders = [
  ...(['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'OIDC_NAME'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const),
] as const
const ofPortal = ['APP_URL', 'AUTH_SECRET'] as const

/** `store`: undefined if it does not open, which is said once: what depends on it is skipped. */
function listChecks(store: Store | undefined): Check[] {
  const { APP_URL, MAIL_BOUNCE, SMTP_URL } = env
  const portal = isSound(ofPortal) ? askPortal(APP_URL) : null
  const providers = isSound(ofProviders) ? listProviders() : []
  const clocks = [
    ...(portal ? [portal.then(({ ahead }) => ({ of: APP_URL, ahead }))] : []),
    ...providers.map(async (one) => ({ of: one.name, ahead: (await ask(metadataAddress(one))).ahead })),
    ...(store?.engine === 'postgres' ? [readDatabaseClock(store)] : []),
  ]
  return [
    {
      about: 'disk',
      needs: ['DATA_DIR', 'DATABASE_URL'],
      find: () => checkDisk(storeLocation()).catch((error) => (store ? Promise.reject(error) : [])),
    },
    ...SMTP_URL.split(/\s+/).map((url) => ({
      about: 'mail server',
      // We greet it by the host of APP_URL, which it may refuse.
      needs: ['SMTP_URL', 'APP_URL'] as const,
      find: () => checkRelay(url),
    })),
    {
      about: 'return path',
      needs: ['MAIL_BOUNCE'],
      find: () => checkReturnPath(MAIL_BOUNCE, new Resolver({ timeout: 1500, tries: 1 })),
    },
    ...(portal ? [{ about: 'proxy', find: () => checkProxy(APP_URL, portal) }] : []),
    ...providers.map((provider) => ({ about: 'sign-in', find: () => checkProvider(provider) })),
    ...(store ? listEndpointChecks(store) : []),
    {
      about: 'text gateway',
      needs: ['ENDPOINTS', 'PHONE_GATEWAY'],
      find: () => checkGateway(env.ENDPOINTS === 'on' ? env.PHONE_GATEWAY : undefined),
    },
    ...(clocks.length > 0 ? [{ about: 'clock', find: () => checkClock(clocks) }] : []),
  ]
}

function listEndpointChecks(store: Store): Check[] {
  return [
    {
      about: 'endpoints',
      needs: [
        ...(['APP_URL', 'ENDPOINTS', 'ENDPOINT_HOSTS', 'ENDPOINT_NETWORKS'] as const),
        ...(['ENDPOINT_PORTS', 'ENDPOINT_PROXY', 'SECRETS_KEY'] as const),
      ],
      find: async () => {
        const caller = openCaller({ timing: callTiming })
        return checkEndpoints(env, caller.call, () => needsWayOut(store)).finally(caller.close)
      },
    },
    { about: 'endpoints', needs: ['SECRETS_KEY'], find: () => checkSeals(store, env) },
  ]
}
