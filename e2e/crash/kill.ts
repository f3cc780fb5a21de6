import { setTimeout } from 'node:timers/promises'
import { findPort } from '#/tests/port.ts'
import { addTo, type CrashPart, type Report } from './part.ts'
import { Rig } from './rig.ts'
import type { Senders } from './sender.ts'

/** The moments at which a test kills the server. */
const moments = {
  starting: 'killed while starting',
  any: 'killed at any moment under load',
  accepted: 'killed as an event was answered with 202',
  dot: 'killed when a mail had come to its dot',
  answered: 'killed when a mail had been answered with 250',
  hooked: 'killed when a webhook had come',
  taken: 'killed when a webhook had been answered with 202',
}
type Moment = keyof typeof moments
const schedule: Moment[] = ['starting', 'any', 'accepted', 'hooked', 'dot', 'taken', 'answered']

/** Milliseconds. */
const maxStart = 700
const maxLoad = 500

/**
 * Kills a server under load (SIGKILL) again and again, each time at another moment, on one store. Then it waits until
 * the server is idle and returns the findings.
 */
export const killRounds: CrashPart = (times, said) =>
  killAt((round) => schedule[round % schedule.length] ?? 'any', 4, times, said)

/** Kills a server once, at a moment of this kind, after enough events that each way of sending has had more than ten. */
export const killOnce = (moment: Moment) => killAt(() => moment, 60, 1)

async function killAt(
  momentOf: (round: number) => Moment,
  accepted: number,
  ...[times, said]: Parameters<CrashPart>
): Promise<Report> {
  return Rig.use({ accounts: 200 }, async (rig) => {
    const port = await findPort()
    const senders = rig.sendTo({ url: `http://127.0.0.1:${port}` })
    const tried = Object.fromEntries(Object.values(moments).map((moment) => [moment, 0]))
    for (let round = 0; round < times; round++) {
      const moment = momentOf(round)
      const server = await rig.launch({}, port)
      senders.start()
      await waitForMoment(moment, accepted, rig, senders)
      await server.stop()
      await senders.stop()
      tried[moments[moment]] = (tried[moments[moment]] ?? 0) + 1
      if ((round + 1) % 25 === 0) said?.(`${round + 1} of ${times} killed`)
    }
    await rig.serve({}, port)
    const report = await rig.conclude(senders)
    return addTo(report, tried)
  })
}

/** Resolves at a moment of this kind; all but `starting` come some time after so many accepted events. */
async function waitForMoment(
  moment: Moment,
  accepted: number,
  { sink, hooks }: Rig,
  senders: Senders,
): Promise<void> {
  if (moment === 'starting') return setTimeout(Math.random() * maxStart)
  await senders.waitUntilAccepted(accepted)
  await setTimeout(Math.random() * maxLoad)
  if (moment === 'accepted') await waitForCall(senders, 'onAccepted')
  if (moment === 'dot') await waitForCall(sink, 'onDot')
  if (moment === 'answered') await waitForCall(sink, 'onAnswer')
  if (moment === 'hooked') await waitForCall(hooks, 'onRequest')
  if (moment === 'taken') await waitForCall(hooks, 'onAnswer')
}

/** Resolves at the next call. */
export function waitForCall<Name extends string>(of: Record<Name, () => void>, name: Name): Promise<void> {
  return new Promise((resolve) => {
    of[name] = () => {
      of[name] = () => undefined
      resolve()
    }
  })
}
