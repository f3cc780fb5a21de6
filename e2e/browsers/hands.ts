import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Driver, enter, type Found, type Kind } from './browser.ts'

/** Milliseconds; a busy machine needs many. */
const limit = 30_000

/** What a person does in a browser. Each step waits until it can be done, and says what it could not do. */
export type Hands = {
  go(path: string): Promise<void>
  /** Types into the control with this name, and checks that it has the text. */
  fill(name: string, text: string): Promise<void>
  /** Presses Enter in the control with this name. */
  send(name: string): Promise<void>
  /** Presses the button or link that says this. */
  press(words: string): Promise<void>
  /** Clicks the control with this name: a check box, a choice. */
  choose(name: string): Promise<void>
  /** Waits until a visible text holds this. */
  see(text: string): Promise<void>
  /** Waits until the control with this name has this value. */
  holds(name: string, value: string): Promise<void>
  /** Waits until the address ends so. */
  arrive(address: RegExp): Promise<void>
}

/** Hands on a browser that opens pages of `site`. */
export function handsOn(driver: Driver, site: string): Hands {
  async function until<One>(what: string, look: () => Promise<One | undefined>): Promise<One> {
    let why = ''
    for (const end = Date.now() + limit; Date.now() < end; await setTimeout(50)) {
      try {
        const found = await look()
        if (found !== undefined) return found
      } catch (error) {
        // The page changed between finding and acting: a person would try again.
        why = ` (${error instanceof Error ? error.message : error})`
      }
    }
    throw new Error(`could not ${what} at ${await driver.url()}${why}`)
  }
  const act = (what: string, kind: Kind, name: string, how: (found: Found) => Promise<void>) =>
    until(`${what} “${name}”`, async () => {
      const found = await driver.find(kind, name)
      if (!found) return undefined
      await how(found)
      return found
    })
  return {
    go: (path) => driver.open(`${site}${path}`),
    async fill(name, text) {
      const found = await act('fill', 'control', name, (one) => one.type(text))
      const value = await found.read()
      if (value !== text) throw new Error(`${name} has “${value}” after typing “${text}”`)
    },
    async send(name) {
      await act('send', 'control', name, (found) => found.type(enter))
    },
    async press(words) {
      await act('press', 'button', words, (found) => found.click())
    },
    async choose(name) {
      await act('choose', 'control', name, (found) => found.click())
    },
    async see(text) {
      await until(`see “${text}”`, () => driver.find('text', text))
    },
    async holds(name, value) {
      await until(`see “${value}” in ${name}`, async () => {
        const found = await driver.find('control', name)
        return (await found?.read()) === value || undefined
      })
    },
    async arrive(address) {
      await until(`arrive at ${address}`, async () => address.test(await driver.url()) || undefined)
    },
  }
}

/** Saves a screenshot for debugging a failure; returns the file. */
export async function keepScreenshot(driver: Driver, name: string): Promise<string> {
  const folder = join('test-results', 'browsers')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.png`)
  writeFileSync(file, await driver.screenshot())
  return file
}
