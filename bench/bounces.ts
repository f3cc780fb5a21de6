import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/run.ts'
import type { Target } from './senders.ts'
import type { Row } from './table.ts'

const longest = 1024 * 1024
const ordinaryReports = 60
const hostileReports = 15

/** Mails of a megabyte that anybody can send to the return path. */
function buildHostile(report: string): Record<string, string> {
  const [, boundary = ''] = /boundary="?([^";\r\n]+)/.exec(report) ?? []
  const fill = (unit: string) => unit.repeat(Math.floor((longest - report.length - 100) / unit.length))
  const inStatus = (text: string) => report.replace('Final-Recipient', () => `${text}\nFinal-Recipient`)
  return {
    'addresses in its head': `To: ${fill('a,')}\n${report}`,
    'addresses in a plain mail': `To: ${fill('a,')}\n\nHello.\n`,
    'lines in its head': `${fill('To: a,b\n')}${report}`,
    'addresses in a part': report.replace(
      'Content-Type: message/delivery-status',
      (type) => `To: ${fill('a,')}\n${type}`,
    ),
    'parts in parts': report + fill(`\n--${boundary}\nTo: a,b\n\nx`),
    'groups in its status': inStatus(fill('a: b\n\n')),
    'a long returned message': report + fill('x\n'),
  }
}

/** Measures what the worst mail of a megabyte to the bounce address costs against an ordinary report. */
export async function measureBounces(target: Target): Promise<Row[]> {
  const report = readFileSync(join(root, 'tests/fixtures/events/bounce-postfix.eml'), 'utf8').replaceAll(
    '\r\n',
    '\n',
  )
  await time(target, report, ordinaryReports)
  const ordinary = await time(target, report, ordinaryReports)
  const hostile: [name: string, spent: number][] = []
  for (const [name, mail] of Object.entries(buildHostile(report)))
    hostile.push([name, await time(target, mail, hostileReports)])
  const [name, worst] = hostile.reduce((one, other) => (other[1] > one[1] ? other : one))
  const ratio = worst / ordinary
  return [
    {
      what: `The worst hostile mail of 1 MiB to the bounce address (${name}), against an ordinary report (${worst.toFixed(1)} : ${ordinary.toFixed(1)} ms)`,
      measured: `${ratio.toFixed(2)} ×`,
      goal: '≤ 4 ×',
      passed: ratio <= 4,
    },
  ]
}

/** The median of the milliseconds from sending a mail to its answer. */
async function time({ url, key }: Target, mail: string, times: number): Promise<number> {
  const spent: number[] = []
  for (let number = 0; number < times; number++) {
    const begun = performance.now()
    const answer = await fetch(`${url}/api/v1/bounces`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      body: mail,
    })
    await answer.arrayBuffer()
    if (answer.status !== 202 && answer.status !== 422)
      throw new Error(`A mail to the bounce address got ${answer.status}.`)
    spent.push(performance.now() - begun)
  }
  return spent.sort((one, other) => one - other)[Math.floor(times / 2)] ?? 0
}
