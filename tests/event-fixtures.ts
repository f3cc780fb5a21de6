import { readFileSync } from 'node:fs'

/** The text of a payload in tests/fixtures/events, as its sender wrote it. */
export function readFixture(name: string): string {
  return readFileSync(new URL(`fixtures/events/${name}`, import.meta.url), 'utf8')
}

export function parseFixture(name: string): unknown {
  return JSON.parse(readFixture(name))
}
