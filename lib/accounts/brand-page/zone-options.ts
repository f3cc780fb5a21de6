import type { Locale } from '#/db/words/people.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { listZones } from '#/lib/platform/values/zones.ts'
import { html, type Markup, trusted } from './markup.ts'

const areas = [
  'Europe',
  'Africa',
  'America',
  'Antarctica',
  'Arctic',
  'Asia',
  'Atlantic',
  'Australia',
  'Indian',
  'Pacific',
  'UTC',
] as const

const made = new Map<Locale, Markup>()

/** Every time zone as an option of a select, by area and city; made once per language. */
export function allZoneOptions(locale: Locale): Markup {
  const known = made.get(locale) ?? makeOptions(locale)
  made.set(locale, known)
  return known
}

function makeOptions(locale: Locale): Markup {
  const t = translatorFor(locale, 'brand')
  const byArea = Map.groupBy(listZones(), (zone) => zone.split('/')[0])
  const groups = areas.map((area) => {
    const zones = byArea.get(area) ?? []
    const options = zones.map((zone) => html`<option value="${zone}">${formatCity(zone)}</option>`)
    return html`<optgroup label="${t(`areas.${area}`)}">${options}</optgroup>`
  })
  // HTML allows leaving out `</option>` before the next one, and there are four hundred.
  return trusted(html`${groups}`.text.replaceAll('</option>', ''))
}

/** "Argentina/Buenos Aires" for America/Argentina/Buenos_Aires. */
function formatCity(zone: string): string {
  const city = zone.slice(zone.indexOf('/') + 1)
  return city.replaceAll('_', ' ')
}
