import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPort } from '#/tests/port.ts'
import type { PhonePrograms } from '../../scripts/phone-programs.ts'
import { until } from '../crash/rig.ts'
import { end, listenTo } from '../server.ts'

export type Text = { to: string; text: string }

const password = 'only-for-tests'
const startLimit = 20_000

/** Runs Debian's Kannel on loopback, with a network that only prints its texts; its files are in `folder`. */
export async function startKannel({ bearerbox, smsbox, network }: PhonePrograms, folder: string) {
  const [admin, boxes, phones, http] = await Promise.all([findPort(), findPort(), findPort(), findPort()])
  const file = join(folder, 'kannel.conf')
  writeFileSync(file, configure({ admin, boxes, phones, http }))
  const started: ChildProcess[] = []
  const launch = (program: string, ...words: string[]) => {
    const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    started.push(child)
    return listenTo(child)
  }
  const see = async (log: () => string, sign: string) => {
    if (!(await until(() => log().includes(sign), startLimit)))
      throw new Error(`Kannel did not start:\n${log()}`)
  }
  const stop = async () => void (await Promise.all(started.map(end)))
  try {
    const log = launch(bearerbox, file)
    await see(log, 'entering mainloop')
    await see(launch(smsbox, file), 'Connected to bearerbox')
    const printed = launch(network, '-H', '127.0.0.1', '-r', String(phones), '-m', '0', '1 2 text none')
    await see(log, 'Fakesmsc client connected')
    const url = `http://recapito:${password}@127.0.0.1:${http}/cgi-bin/sendsms?from=Recapito`
    return { url, texts: () => readTexts(printed()), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function configure({ admin, boxes, phones, http }: Record<'admin' | 'boxes' | 'phones' | 'http', number>) {
  return `group = core
admin-port = ${admin}
admin-interface = 127.0.0.1
admin-password = ${password}
smsbox-port = ${boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"

group = smsc
smsc = fake
host = 127.0.0.1
port = ${phones}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${http}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = recapito
password = ${password}
concatenation = true
max-messages = 10
`
}

/** The texts that the network got, whole: a long one comes in numbered parts, and a new line where the text has one. */
function readTexts(printed: string): Text[] {
  const texts: Text[] = []
  const add = (more: string) => {
    const last = texts.at(-1)
    if (last) last.text += more
  }
  for (const [, got = ''] of printed.matchAll(/Got message \d+: <(.*)>$/gm)) {
    const [, to, part = '', form, coded = ''] =
      /^\S+ (\+\d+) (?:udh (\S+) )?(text|data) (.*)$/.exec(got) ?? []
    const text = form === 'data' ? decodeURIComponent(coded.replaceAll('+', ' ')) : coded
    if (!to) add(`\n${got}`)
    else if (part && !part.endsWith('%01')) add(text)
    else texts.push({ to, text })
  }
  return texts
}
