import { describe, expect, test } from 'vitest'
import { parseBounceReport } from '#/lib/notices/formats/bounce-report.ts'
import { sampleOf } from '../../scripts/dose.ts'
import { readFixture } from '../event-fixtures.ts'
import { processorTime } from '../processor-time.ts'
import { units } from './slow.ts'

const postfix = readFixture('bounce-postfix.eml').replaceAll('\r\n', '\n')
const boundary = /boundary="?([^";\n]+)/.exec(postfix)?.[1] ?? ''
const insert = (before: string) => (text: string) => postfix.replace(before, () => `${text}\n${before}`)

/** Postfix's report with a hostile text somewhere in it. */
const places: Record<string, (text: string) => string> = {
  'the addresses of its head': (text) => `To: ${text}\n${postfix}`,
  'a folded field of its head': (text) => `To: ${text.replaceAll('\n', '\n ')}\n${postfix}`,
  'the lines of its head': (text) => `${text}\n${postfix}`,
  'the content type': (text) => `Content-Type: multipart/report; ${text}\n${postfix}`,
  'the text before its parts': insert(`--${boundary}`),
  'the head of a part': (text) =>
    postfix.replace('Content-Type: message/delivery-status', (type) => `To: ${text}\n${type}`),
  'the status': insert('Final-Recipient'),
  'the status, in base64': (text) =>
    postfix.replace(
      /(Content-Type: message\/delivery-status)\n[\s\S]*?\n\n[\s\S]*?\n\n/,
      (_, type) =>
        `${type}\nContent-Transfer-Encoding: base64\n\n${btoa(unescape(encodeURIComponent(text)))}\n\n`,
    ),
  'the status, quoted': (text) =>
    postfix.replace(
      /Content-Type: message\/delivery-status/,
      (type) => `${type}\nContent-Transfer-Encoding: quoted-printable\n\n${text}`,
    ),
  'the diagnostic': (text) => postfix.replace('Diagnostic-Code: ', (name) => `${name}${text}`),
  'the returned message': (text) => `${postfix}\n${text}`,
}

const repeated = [
  ...units,
  `\n--${boundary}`,
  `\n--${boundary}\n`,
  `\n--${boundary}x\n`,
  `\n--${boundary}\nTo: a,b\n\n`,
  '=3D',
  '=\n',
  '\n \n',
  'To: a,b\n',
]
const small = 128 * 1024
const large = 1024 * 1024

/** The least processor time of three readings, in milliseconds. */
function timeToRead(raw: Buffer): number {
  return Math.min(...[1, 2, 3].map(() => processorTime(() => parseBounceReport(raw))))
}

/** The processor time of as many ordinary reports as make a megabyte, in milliseconds. */
function timeOfOrdinary(): number {
  const raw = Buffer.from(postfix)
  return processorTime(() => {
    for (let read = 0; read < large; read += raw.length) parseBounceReport(raw)
  })
}

describe('reading a hostile megabyte takes linear time, and no more than a megabyte of ordinary reports', () => {
  test.each(Object.entries(places).map(([place, put], at) => ({ place, put, at })))(
    'in $place',
    ({ put, at }) => {
      const ordinary = Math.max(timeOfOrdinary(), timeOfOrdinary())
      for (const unit of sampleOf(repeated, 4, at)) {
        const build = (size: number) => Buffer.from(put(unit.repeat(Math.floor(size / unit.length))))
        const [some, all] = [timeToRead(build(small)), timeToRead(build(large))]
        // Eight times the length: eight times the work if it is linear, 64 times if it is quadratic.
        expect(all, JSON.stringify(unit)).toBeLessThan(24 * Math.max(some, 1))
        expect(all, JSON.stringify(unit)).toBeLessThan(2 * Math.max(ordinary, 10))
      }
    },
  )
})
