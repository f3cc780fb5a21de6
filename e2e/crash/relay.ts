import { setTimeout } from 'node:timers/promises'
import { relayTiming } from '#/lib/platform/relay/timing.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { ChaosRelay } from './chaos-relay.ts'
import { addTo, type CrashPart } from './part.ts'
import { MovedClock, Rig } from './rig.ts'

/** How often the clock moves forward during the faults, so that retries become due. */
const badRounds = 12
/** Milliseconds between two moves. */
const round = 400
/** The longest wait between two attempts, with a margin. */
const nextTry = 37 * minute

/**
 * A failing mail server and a clock that moves from retry to retry. Each of the `times` events has its own account; the
 * mail server rejects the contact of every tenth.
 */
export const badRelay: CrashPart = async (times, said) => {
  const isRefused = (address: string) => /^member-\d*0@/.test(address)
  const relay = await ChaosRelay.start(isRefused)
  const rig = await Rig.start({ accounts: times })
  const clock = new MovedClock(rig.folder)
  try {
    const server = await rig.serve({ SMTP_URL: relay.url, ...clock.environment })
    const senders = rig.sendTo(server)
    senders.most = times
    senders.start()
    for (let bad = 0; bad < badRounds; bad++) {
      await setTimeout(round)
      await clock.move(bad < 3 ? minute : nextTry, server)
      said?.(`${bad + 1} of ${badRounds} rounds of tries`)
    }
    await senders.stop()
    await senders.finish()
    relay.badness = 0
    // Before the last move, stalled connections must end and the server must recover.
    await setTimeout(relayTiming.rest + 4000)
    await clock.move(nextTry, server)
    const report = await rig.conclude(senders, relay, isRefused)
    return addTo(report, Object.fromEntries(relay.counts))
  } finally {
    await rig.end()
    await relay.close()
  }
}
