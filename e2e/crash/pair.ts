import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findPort } from '#/tests/port.ts'
import { launchServer, type ServerEnvironment } from '../server.ts'
import { addTo, type CrashPart } from './part.ts'
import { Rig } from './rig.ts'

/** Milliseconds of load in each round. */
const load = 1000

/**
 * Two servers on one new SQLite file: they start together, then take events, send mail and run scheduled jobs side by
 * side. Each second of load counts once.
 */
export const twoServers: CrashPart = async (times, said) => {
  const starts = Math.ceil(times / 10)
  const unstarted: string[] = []
  for (let round = 0; round < starts; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'recapito-pair-'))
    unstarted.push(...(await startTogether(folder)))
    rmSync(folder, { recursive: true, force: true })
  }
  return Rig.use({ accounts: 200 }, async (rig) => {
    const environment = { LOG_LEVEL: 'info' }
    const servers = await Promise.all([rig.serve(environment), rig.serve(environment)])
    const senders = rig.sendTo(...servers)
    senders.start()
    for (let round = 0; round < times; round++) {
      await setTimeout(load)
      if ((round + 1) % 10 === 0) said?.(`${round + 1} of ${times} seconds`)
    }
    await senders.waitUntilAccepted(12)
    await senders.stop()
    const report = await rig.conclude(senders)
    const sent = servers.map((server) => server.log().split('"verdict":"accepted"').length - 1)
    const complaints = servers.flatMap(
      (server) => server.log().match(/^.*(SQLITE_BUSY|database is locked).*$/gm) ?? [],
    )
    return addTo(
      report,
      {
        'servers started together on no store yet': 2 * starts,
        'seconds of load on both': times,
        'mails sent by the one': sent[0] ?? 0,
        'mails sent by the other': sent[1] ?? 0,
      },
      {
        'servers that did not start': unstarted,
        'times the other one was in the way (SQLITE_BUSY)': complaints,
        'answers other than 202': [...senders.answers.keys()].filter((answer) => answer !== '202'),
        'mails sent twice': report.tried['of them repeated under their Message-ID'] ? ['some'] : [],
      },
    )
  })
}

/** Starts two servers at once; returns the output of those that failed to start. */
export async function startTogether(folder: string, environment: ServerEnvironment = {}): Promise<string[]> {
  const failed: string[] = []
  const launch = async () => launchServer(folder, { port: await findPort(), environment })
  const both = await Promise.all([launch(), launch()])
  for (const { ready } of both) await ready().catch((error: unknown) => failed.push(String(error)))
  for (const server of both) await server.stop()
  return failed
}
