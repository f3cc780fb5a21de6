import type { CrashPart } from '../crash/part.ts'
import { type DemoStore, makeDemoStore } from '../demo-store.ts'
import { type Site, withSite } from '../site.ts'
import type { Driver } from './browser.ts'
import { type Hands, handsOn, keepScreenshot } from './hands.ts'
import { partnerJourney } from './partner.ts'
import { staffJourney } from './staff.ts'

type Journey = (hands: Hands, site: Site) => Promise<void>
const journeys: Record<string, Journey> = { partner: partnerJourney, staff: staffJourney }

/** Walks the journeys of partner and staff in one browser; `start` opens it. */
export function runJourney(name: string, start: () => Promise<Driver>): CrashPart {
  return async (times, said) => {
    const demo = await makeDemoStore()
    const lost: string[] = []
    try {
      for (let round = 0; round < times; round++) {
        for (const [who, journey] of Object.entries(journeys)) {
          const fault = await walk(demo, await start(), journey, `${name}-${who}`)
          if (fault) lost.push(fault)
          said?.(`${round + 1} of ${times}: ${who}`)
        }
      }
    } finally {
      demo.remove()
    }
    const tried = Object.keys(journeys).map((who) => [`journeys of ${who}`, times])
    return { tried: Object.fromEntries(tried), lost: { journeys: lost } }
  }
}

/** Walks one journey on a server of its own; returns what went wrong. */
async function walk(demo: DemoStore, driver: Driver, journey: Journey, name: string): Promise<string | null> {
  try {
    await withSite(demo.copy(), {}, (site) => {
      site.change("update users set locale = 'en', time_zone = 'Europe/Rome'")
      return journey(handsOn(driver, site.url), site)
    })
    const complaints = driver.complaints()
    return complaints.length > 0 ? `${name}: ${complaints.join('; ')}` : null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return `${name}: ${why} (${await keepScreenshot(driver, name).catch(() => 'no screenshot')})`
  } finally {
    await driver.close()
  }
}
