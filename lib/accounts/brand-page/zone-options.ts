import type { Locale } from '#/db/words/people.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { groupZones, listZones } from '#/lib/platform/values/zones.ts'
import { html, type Markup, trusted } from './markup.ts'

const made = new Map<Locale, Markup>()

/** Every time zone as an option of a select, by area and city, Europe first; made once per language. */
export function allZoneOptions(locale: Locale): Markup {
  const known = made.get(locale) ?? makeOptions(locale)
  made.set(locale, known)
  return known
}

function makeOptions(locale: Locale): Markup {
  const t = translatorFor(locale, 'brand')
  const common = translatorFor(locale, 'common')
  const areas = [...groupZones(listZones())]
  const europeFirst = areas.sort(([one], [other]) => Number(other === 'Europe') - Number(one === 'Europe'))
  const groups = europeFirst.map(([area, zones]) => {
    const label = area === 'other' ? t('universalTime') : common(`zones.${area}`)
    const options = zones.map(({ zone, place }) => html`<option value="${zone}">${place.join('/')}</option>`)
    return html`<optgroup label="${label}">${options}</optgroup>`
  })
  // HTML allows leaving out `</option>` before the next one, and there are four hundred.
  return trusted(html`${groups}`.text.replaceAll('</option>', ''))
}
