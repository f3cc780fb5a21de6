import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemoStore } from '../e2e/demo-store.ts'
import { type Server, startServer } from '../e2e/server.ts'
import { Site } from '../e2e/site.ts'
import { stop } from '../scripts/run.ts'
import { build, isBuiltFromSources } from '../scripts/standalone.ts'
import { gatePath } from './gate.ts'
import { fillIntakeStore } from './intake-store.ts'
import { describeMachine } from './machine.ts'
import { shareOut } from './profile-shares.ts'
import { measureRequests } from './requests.ts'
import { sendEvents } from './senders.ts'

/** Prints where the server's processor time goes for the gate page and for the intake of events: `npm run profile`. */
const seconds = 10
const microseconds = 500

if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to measure.')
const demo = await makeDemoStore()
process.once('exit', demo.remove)
// Otherwise filling stores would log between the rows.
process.env.LOG_LEVEL ||= 'warn'
const owner = 'giulia@clinica-aurora.example'

console.log(describeMachine())
await profile('The gate page', async ({ server, site }) => {
  await measureRequests(`${server.url}${gatePath}`, await site.cookie(owner), { seconds })
})
await profile('Taking events in, one by one', async ({ server, key }) => {
  await sendEvents({ url: server.url, key }, { duration: seconds, connections: 16 })
})

async function profile(
  what: string,
  load: (on: { server: Server; site: Site; key: string }) => Promise<void>,
): Promise<void> {
  const folder = demo.copy()
  const key = await fillIntakeStore(folder)
  const profiles = mkdtempSync(join(tmpdir(), 'recapito-profile-'))
  try {
    const NODE_OPTIONS = `--cpu-prof --cpu-prof-dir=${profiles} --cpu-prof-interval=${microseconds}`
    const environment = { NODE_OPTIONS, LOG_LEVEL: 'warn', WORKER: 'off' }
    const server = await startServer(folder, { environment })
    const site = new Site(server, folder)
    await load({ server, site, key }).finally(() => site.close())
    process.kill(server.pid, 'SIGTERM')
    await server.exited
    const [file] = readdirSync(profiles)
    if (!file) throw new Error('The server wrote no profile.')
    print(what, shareOut(JSON.parse(readFileSync(join(profiles, file), 'utf8'))))
  } finally {
    rmSync(profiles, { recursive: true, force: true })
  }
}

function print(what: string, shares: [string, number][]): void {
  console.log(`\n${what}: where the busy time goes`)
  for (const [room, share] of shares) {
    if (share >= 0.01) console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${room}`)
  }
}
