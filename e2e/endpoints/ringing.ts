import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { hour, minute, moveClock } from '#/lib/platform/values/clock.ts'
import { known } from '#/tests/known.ts'
import { ensurePhonePrograms } from '../../scripts/phone-programs.ts'
import type { CrashPart } from '../crash/part.ts'
import { MovedClock, until } from '../crash/rig.ts'
import { CrashSink } from '../crash/sink.ts'
import { crashEnvironment } from '../crash/store.ts'
import { startServer } from '../server.ts'
import { pressAcknowledge } from './acknowledge.ts'
import { HookServer } from './hooks.ts'
import { startKannel, type Text } from './kannel.ts'
import { type Push, startNtfy } from './ntfy.ts'
import { callsOutside } from './outside.ts'
import { openRingingStore } from './ringing-store.ts'

/** Milliseconds. */
const patience = 30_000
const drillEvery = 10

type Setting = Awaited<ReturnType<typeof open>>

/**
 * Emergencies ring a phone by Debian's ntfy and another by Debian's Kannel, again after ten minutes, until one of them answers:
 * by the button in turns with the text's link. Then nothing rings, not even hours later. In between, drills are answered by the
 * button; a webhook's secret is rotated, and another is silent for a minute.
 */
export const ringing: CrashPart = async (times, said) => {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-ringing-'))
  const setting = await open(folder)
  const tried = {
    'emergencies answered by the button': 0,
    'by the link of the text': 0,
    'drills answered': 0,
  }
  const ends: { summary: string; pushes: number; texts: number }[] = []
  const { clock, server, kannel, phone } = setting
  try {
    const refused = await rotate(setting)
    await beSilent(setting)
    for (let round = 0; round < times; round++) {
      const summary = `Bookings fail (${round})`
      const byButton = round % 2 === 0
      await ring(setting, summary, byButton)
      tried[byButton ? 'emergencies answered by the button' : 'by the link of the text']++
      ends.push({ summary, pushes: phone.pushes.length, texts: kannel.texts().length })
      if (round % drillEvery === 0) {
        await drill(setting)
        tried['drills answered']++
      }
      // A number takes twenty texts a day.
      await clock.move(6 * hour, server)
      moveClock(clock.movedBy)
      said?.(`${round + 1} of ${times} answered`)
    }
    const late = ends.flatMap(({ summary, pushes, texts }) => [
      ...phone.pushes
        .slice(pushes)
        .filter(({ title, priority }) => title.includes(summary) && priority === 5),
      ...kannel
        .texts()
        .slice(texts)
        .filter(({ text }) => text.includes(summary) && text.includes('/acknowledge/')),
    ])
    return {
      tried: {
        ...tried,
        pushes: phone.pushes.length,
        texts: kannel.texts().length,
        webhooks: setting.hooks.requests.length,
      },
      lost: { 'rings after the answer': late.map((one) => JSON.stringify(one)), 'webhooks refused': refused },
    }
  } finally {
    moveClock(0)
    await setting.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function open(folder: string) {
  const programs = await ensurePhonePrograms()
  const clock = new MovedClock(folder)
  const [mail, hooks] = [await CrashSink.start(), await HookServer.start()]
  const stops = [() => mail.close(), () => hooks.close()]
  const stop = async () => {
    for (const one of stops.reverse()) await one()
  }
  try {
    const ntfy = await startNtfy(programs.ntfy, folder)
    stops.push(ntfy.stop)
    const kannel = await startKannel(programs, folder)
    stops.push(kannel.stop)
    const phone = await ntfy.subscribe('oncall')
    stops.push(async () => void phone.end())
    const store = await openRingingStore(folder, { ntfy: `${ntfy.url}/`, hooks: hooks.url })
    stops.push(() => store.close())
    const outside = callsOutside([ntfy.port, hooks.port])
    const environment = {
      ...{
        ...crashEnvironment(mail.url),
        ...outside,
        ...clock.environment,
        PHONE_GATEWAY: kannel.url,
        PHONE_PREFIXES: '+39',
      },
      NODE_OPTIONS: `${clock.environment.NODE_OPTIONS} ${outside.NODE_OPTIONS}`,
    }
    const server = await startServer(folder, { environment })
    stops.push(server.stop)
    return { clock, hooks, kannel, mail, phone, store, server, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** An emergency rings twice and is answered. */
async function ring(setting: Setting, summary: string, byButton: boolean): Promise<void> {
  const { clock, kannel, phone, server, store } = setting
  const [pushes, texts] = [phone.pushes.length, kannel.texts().length]
  const pushed = () => phone.pushes.slice(pushes).filter(({ title }) => title.includes(summary))
  const texted = () =>
    kannel
      .texts()
      .slice(texts)
      .filter(({ text }) => text.includes(summary) && text.includes('/acknowledge/'))
  await report(setting, { account: 'ringing', category: 'emergency', summary })
  await see('the first push', () => pushed().length === 1)
  await see('the first text', () => texted().length === 1)
  await clock.move(10 * minute, server)
  await see('the second push', () => pushed().length === 2)
  await see('the second text', () => texted().length === 2)
  for (const push of pushed()) assertRings(push)
  if (byButton) await press(pushed()[1])
  else await pressAcknowledge(linkIn(known(texted()[1])))
  await see('the answer in the store', async () => (await store.stateOf(summary)) === 'acknowledged')
  await see('the answer on the phone', () => pushed().some(({ priority }) => priority === 3))
}

async function drill({ phone, store }: Setting): Promise<void> {
  const before = phone.pushes.length
  await store.drill('ringing')
  const rings = () => phone.pushes.slice(before).filter(({ priority }) => priority === 5)
  await see('the push of a drill', () => rings().length === 1)
  await press(rings()[0])
  await see('the account reached', async () => (await store.reachedAfter('ringing')) !== null)
}

/** The mail of the step is accepted, and still the next step is told once the webhook was silent for a minute. */
async function beSilent({ clock, hooks, mail, server, ...setting }: Setting): Promise<void> {
  const tells = (local: string) => () =>
    mail.arrivals.some(({ recipient }) => recipient.startsWith(`${local}@`))
  hooks.answer = () => 503
  const before = hooks.requests.length
  await report({ server, ...setting }, { account: 'silent', category: 'emergency', summary: 'Nobody hears' })
  await see('the mail of the step', tells('oncall'))
  await see('a request to the webhook', () => hooks.requests.length > before)
  if (tells('tech')()) throw new Error('The next step was told at once.')
  await clock.move(minute, server)
  await see('the mail of the next step', tells('tech'))
}

/**
 * The receiver knows one secret, which it changes at some time after the rotation; returns the requests whose signature it could
 * not verify. Once the overlap is over, the old secret verifies nothing.
 */
async function rotate(setting: Setting): Promise<string[]> {
  const { hooks, store } = setting
  const [first, second] = [store.secrets.first, store.secrets.second]
  const refused: string[] = []
  let known = first
  hooks.answer = (request) => {
    if (verifies(known, request)) return 202
    refused.push(request.headers['webhook-signature'] as string)
    return 401
  }
  const send = async (summary: string) => {
    const before = hooks.requests.length
    await report(setting, { account: 'rotating', category: 'production-alert', summary })
    await see('a webhook', () => hooks.requests.length > before)
  }
  await send('Before the rotation')
  await store.rotate(hour)
  await send('After the rotation, with the old secret')
  known = second
  await send('After the rotation, with the new secret')
  await store.rotate(-hour)
  await send('After the overlap')
  const last = hooks.requests.at(-1)
  if (last && verifies(first, last)) refused.push('The old secret still signs.')
  return refused
}

function verifies(secret: string, { headers, body }: HookServer['requests'][number]): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

function linkIn({ text }: Text): string {
  const [link] = /https?:\S+/.exec(text) ?? []
  if (!link) throw new Error(`The text has no link: ${text}`)
  return link
}

function assertRings({ priority, actions = [], title }: Push): void {
  if (priority !== 5 || actions.length !== 1)
    throw new Error(`"${title}" has priority ${priority} and no button.`)
}

/** As the app does. */
async function press(push: Push | undefined): Promise<void> {
  const [action] = push?.actions ?? []
  if (!action) throw new Error('The push has no button.')
  const { url, method, headers, body } = action
  const answer = await fetch(url, { method, headers, body })
  if (answer.status !== 200) throw new Error(`The button got ${answer.status}: ${await answer.text()}`)
}

type Reported = Record<'account' | 'category' | 'summary', string>

async function report({ server, store }: Pick<Setting, 'server' | 'store'>, event: Reported): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${store.key}` },
    body: JSON.stringify({ ...event, dedupKey: event.summary }),
  })
  if (answer.status !== 202) throw new Error(`The event got ${answer.status}: ${await answer.text()}`)
}

async function see(what: string, isThere: () => boolean | Promise<boolean>): Promise<void> {
  if (!(await until(isThere, patience))) throw new Error(`There never was ${what}.`)
}
