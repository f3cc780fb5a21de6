import { setTimeout } from 'node:timers/promises'
import { hour } from '#/lib/platform/values/clock.ts'
import { findPort } from '#/tests/port.ts'
import { Site, sessionCookieName } from '../site.ts'
import { addTo, type CrashPart } from './part.ts'
import { MovedClock, Rig, until } from './rig.ts'
import { memberOf, slugOf } from './store.ts'

/** The largest clock error; larger ones would expire sessions and mail. */
const maxClockError = 5 * hour
const maxLoad = 250
/** Milliseconds after a jump until the server takes events again. */
const patience = 20_000
/** Milliseconds until all mail is sent after the clock went back: a first retry and two lease checks. */
const drainLimit = 60_000

/**
 * Moves the clock of a working server by hours in both directions, with mail leased, waiting and in retry. At the end
 * it kills the server, sets the clock back and restarts it: nothing may wait for the old time.
 */
export const clockJumps: CrashPart = async (times, said) => {
  return Rig.use({ accounts: 200 }, async (rig) => {
    const clock = new MovedClock(rig.folder)
    const port = await findPort()
    const [stuck, signedOut]: string[][] = [[], []]
    let [forth, back] = [0, 0]
    rig.sink.isPostponed = () => Math.random() < 0.1
    const server = await rig.serve(clock.environment, port)
    const site = new Site(server, rig.folder)
    const cookie = `${sessionCookieName}=${await site.sessionCookie(memberOf(0))}`
    const senders = rig.sendTo(server)
    for (let round = 0; round < times; round++) {
      senders.start()
      await setTimeout(Math.random() * maxLoad)
      const goal = Math.round((round % 2 === 0 ? Math.random() : -Math.random()) * maxClockError)
      if (goal > clock.movedBy) forth++
      else back++
      await clock.move(goal - clock.movedBy, server)
      const taken = senders.triggered.size
      if (!(await until(() => senders.triggered.size > taken, patience)))
        stuck?.push(`events after jump ${round}`)
      const page = await fetch(`${server.url}/accounts/${slugOf(0)}`, {
        headers: { cookie },
        redirect: 'manual',
      })
      if (page.status !== 200) signedOut?.push(`${page.status} after jump ${round}`)
      await senders.waitUntilAccepted(12)
      await senders.stop()
      said?.(`${round + 1} of ${times} jumps`)
    }
    await clock.move(maxClockError - clock.movedBy, server)
    senders.start()
    await setTimeout(maxLoad)
    await server.stop()
    await senders.stop()
    await clock.move(-2 * maxClockError)
    rig.sink.isPostponed = () => false
    await rig.serve(clock.environment, port)
    const began = Date.now()
    const report = await rig.conclude(senders)
    if (Date.now() - began > drainLimit) stuck?.push('mail after the last jump')
    await site.close()
    return addTo(
      report,
      {
        'clock set forth by up to 10 hours, under load': forth,
        'clock set back by up to 10 hours, under load': back,
        'killed, set back by 10 hours, and started': 1,
        'seconds until all mail was sent then': Math.round((Date.now() - began) / 1000),
      },
      { 'what stood still after a jump': stuck ?? [], 'sessions that ended by a jump': signedOut ?? [] },
    )
  })
}
