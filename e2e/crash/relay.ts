import { setTimeout } from 'node:timers/promises'
import { workerTiming } from '#/lib/platform/relay/timing.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { ChaosRelay } from './chaos-relay.ts'
import type { CrashPart } from './part.ts'
import { MovedClock, Rig } from './rig.ts'

/** How often the clock is set forth while the mail server misbehaves, so that what waits for its next try is tried. */
const badRounds = 12
/** Milliseconds between. */
const round = 400
/** The longest a mail waits between two tries, and a little. */
const nextTry = 37 * minute

/**
 * A mail server that fails at every step in every way, over a clock that is set forth from try to try. `times` events, each of
 * an account of its own; every tenth account's contact is unknown to the mail server.
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
    // What stalled is cut off, and the server is found to work again, before the clock is set forth for the last time.
    await setTimeout(workerTiming.rest + 4000)
    await clock.move(nextTry, server)
    const report = await rig.conclude(senders, relay, isRefused)
    return { ...report, tried: { ...Object.fromEntries(relay.counts), ...report.tried } }
  } finally {
    await rig.end()
    await relay.close()
  }
}
