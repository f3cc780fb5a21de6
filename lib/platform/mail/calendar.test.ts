import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toLine, toLines } from '#/lib/platform/values/characters.ts'
import { type CalendarEntry, writeCalendar } from './model.ts'

const entry: CalendarEntry = {
  id: '019aaaaa-0000-7000-8000-000000000001',
  sequence: 2,
  writtenAt: Date.UTC(2026, 4, 1, 8),
  startsAt: Date.UTC(2026, 5, 19, 20),
  endsAt: Date.UTC(2026, 5, 20, 0, 30),
  zone: 'Europe/Rome',
  summary: 'Maintenance',
  description: 'Bookings stop.\n\nhttps://desk.example/notices/1',
  url: 'https://desk.example/notices/1',
}
const organizer = { name: 'Actions Desk', address: 'portal@desk.example' }

type Property = { name: string; parameters: string; value: string }

/** Reads a file as strictly as RFC 5545 allows (3.1, 3.3.11, 3.6); answers its properties in their order. */
function parse(file: string): Property[] {
  expect(file).toMatch(/\r\n$/)
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const lines = file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')
  return lines.map((line) => {
    const [, name = '', parameters = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]+))*):([^\p{Cc}]*)$/u.exec(line) ?? []
    expect(name, line).not.toBe('')
    return { name, parameters, value }
  })
}

/** A text as a calendar shows it; every comma, semicolon and backslash must be escaped. */
function read(properties: readonly Property[], name: string): string {
  const [found, ...others] = properties.filter((property) => property.name === name)
  if (!found || others.length > 0) throw new Error(`not one ${name}`)
  expect(found.value).toMatch(/^(?:[^\\,;]|\\[\\,;n])*$/u)
  return found.value.replace(/\\([\\,;n])/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped))
}

describe('a calendar file', () => {
  test('publishes one event in UTC', () => {
    const file = parse(writeCalendar(entry, organizer))
    expect(file.map(({ name, parameters, value }) => `${name}${parameters}:${value}`)).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Recapito//Recapito//EN', 'CALSCALE:GREGORIAN'],
      ...['METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:019aaaaa-0000-7000-8000-000000000001@desk.example'],
      ...['SEQUENCE:2', 'DTSTAMP:20260501T080000Z', 'DTSTART:20260619T200000Z', 'DTEND:20260620T003000Z'],
      ...['SUMMARY:Maintenance', 'TRANSP:TRANSPARENT'],
      'DESCRIPTION:Bookings stop.\\n\\nhttps://desk.example/notices/1',
      'ORGANIZER;CN="Actions Desk":mailto:portal@desk.example',
      'URL;VALUE=URI:https://desk.example/notices/1',
      ...['STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR'],
    ])
  })

  test('keeps the programme’s name in quotation marks', () => {
    const file = writeCalendar(entry, { ...organizer, name: 'Desk: "Sons", Roma;\r\nX:1' })
    const parameters = ';CN="Desk: \'Sons\', Roma; X:1"'
    expect(parse(file)).toContainEqual(expect.objectContaining({ name: 'ORGANIZER', parameters }))
  })

  test('keeps any text unchanged', () => {
    const odd = fc.constantFrom('\r', '\n', '\\', ',', ';', ':', '"', ' ', 'n', 'è', '🙂')
    const special = fc.string({ unit: odd, maxLength: 300 })
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), special)
    fc.assert(
      fc.property(text, text, (summary, description) => {
        const properties = parse(writeCalendar({ ...entry, summary, description }, organizer))
        const said = properties.filter(({ name }) => name === 'DESCRIPTION')
        expect(read(properties, 'SUMMARY')).toBe(toLine(summary))
        if (said.length > 0) expect(read(properties, 'DESCRIPTION')).toBe(toLines(description).join('\n'))
        else expect(toLines(description).join('')).toBe('')
      }),
    )
  })
})
