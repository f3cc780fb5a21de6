import { mkdtempSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fillDisk, mountSmallDisk } from '../../tests/small-disk.ts'
import { addTo, type CrashPart } from './part.ts'
import { Rig, until } from './rig.ts'

/** Milliseconds. */
const maxLoad = 400
const recovery = 20_000
const minute = 60_000
/** Lines of errors that a minute may have: one for each thing that failed. */
const maxLines = 30

/**
 * Fills the disk under a working server and clears it, several times. While it is full the server refuses in words with
 * a retry time, its health says so, and its log does not grow; afterwards it recovers automatically. @throws Error if we cannot mount a file system
 */
export const fullDisk: CrashPart = async (times, said) => {
  const disk = mountSmallDisk()
  try {
    return await refillDisk(disk.folder, times, said)
  } finally {
    disk.unmount()
  }
}

const refillDisk = async (disk: string, ...[times, said]: Parameters<CrashPart>) => {
  return Rig.use({ accounts: 200, folder: mkdtempSync(join(disk, 'store-')) }, async (rig) => {
    const ballast = join(disk, 'ballast')
    const stuck: string[] = []
    let refusedWhile = 0
    let readable = 0
    const untrue: string[] = []
    const began = Date.now()
    const server = await rig.serve()
    const senders = rig.sendTo(server)
    for (let round = 0; round < times; round++) {
      senders.start()
      await setTimeout(Math.random() * maxLoad)
      fillDisk(ballast)
      if (await senders.waitUntilAnswered(recovery, '503', '500')) refusedWhile++
      else stuck.push(`round ${round}: it refused nothing`)
      if ((await fetch(`${server.url}/sign-in`)).status === 200) readable++
      if (!(await isHealth(503))) untrue.push(`round ${round}: well while the disk was full`)
      await setTimeout(Math.random() * maxLoad)
      unlinkSync(ballast)
      if (!(await senders.waitUntilAnswered(recovery, '202')))
        stuck.push(`round ${round}: it took nothing again`)
      if (!(await isHealth(200))) untrue.push(`round ${round}: not well again`)
      await senders.waitUntilAccepted(12)
      await senders.stop()
      said?.(`${round + 1} of ${times} times full`)
    }
    const report = await rig.conclude(senders)
    const lines = server.log().split('"level":50').length - 1
    const most = maxLines * (1 + Math.ceil((Date.now() - began) / minute))

    function isHealth(status: number): Promise<boolean> {
      return until(async () => (await fetch(`${server.url}/api/health`)).status === status, recovery)
    }
    return addTo(
      report,
      {
        'disk filled under load, and cleared': times,
        'of them events were refused meanwhile': refusedWhile,
        'of them pages were answered meanwhile': readable,
        'events refused with 503 and when to come again': senders.answered('503'),
        'errors in the log': lines,
      },
      {
        'times it did not refuse, or did not recover by itself': stuck,
        'refusals without words, or other than 503': senders.badRefusals(),
        'times its health was not true': untrue,
        'lines of the log too many': lines > most ? [`${lines} errors, at most ${most}`] : [],
      },
    )
  })
}
