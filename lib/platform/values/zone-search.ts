import { listWords } from './fold.ts'

/** A time zone with the names by which people find it. */
export type ZoneChoice = {
  zone: string
  /** Its city in the reader's language. */
  city: string
  /** As a sentence names it: "Rome time". */
  time: string
  /** The city in the portal's other languages. */
  cities: string[]
  /** Its countries, in the reader's language and in English. */
  countries: string[]
  /** The abbreviations of its winter and summer time: `CET`, `CEST`. */
  codes: string[]
  /** Minutes ahead of UTC: now, then half a year later if they differ. */
  offsets: number[]
}

/** What `/api/time-zones` answers: the zones and the zone field's texts in one language. */
export type ZoneResponse = { zones: ZoneChoice[]; results: string; none: string }

/** How well a choice fits the words: 0 is best; -1 does not fit. */
type Rank = (words: string) => number

type Indexed = { choice: ZoneChoice; rank: Rank }

/** Searches the choices; see `find` and `match`. Reading the names takes time, so keep it for several searches. */
export function zoneFinder(choices: readonly ZoneChoice[]) {
  const index: Indexed[] = choices.map((choice) => ({ choice, rank: rankBy(choice) }))
  return {
    /**
     * The zones for a city, a country, an abbreviation or an offset (`Roma`, `Italy`, `CET`, `+1`), best first, those of
     * `own` before all; every zone for no words.
     */
    find(query: string, own: readonly string[] = []): ZoneChoice[] {
      const place = ({ zone }: ZoneChoice) => (own.includes(zone) ? own.indexOf(zone) : own.length)
      return search(index, query)
        .map(({ choice, rank }) => ({ choice, rank, place: place(choice) }))
        .sort((one, other) => one.place - other.place || one.rank - other.rank)
        .map(({ choice }) => choice)
    },
    /** The zones that the whole text names; one is the zone that was meant. */
    match(query: string): ZoneChoice[] {
      return search(index, query)
        .filter(({ rank }) => rank === 0)
        .map(({ choice }) => choice)
    },
  }
}

export type ZoneFinder = ReturnType<typeof zoneFinder>

function search(index: readonly Indexed[], query: string): { choice: ZoneChoice; rank: number }[] {
  const offset = parseOffset(query)
  const words = toWords(query)
  return index
    .map(({ choice, rank }) => ({
      choice,
      rank: offset === null ? rank(words) : choice.offsets.indexOf(offset),
    }))
    .filter(({ rank }) => rank >= 0)
}

/** Cities before countries: `Rom` is Rome, then the zones of Romania. */
function rankBy({ zone, city, cities, countries, codes }: ZoneChoice): Rank {
  const last = zone.slice(zone.lastIndexOf('/') + 1)
  const ofCity = [city, last, ...cities].map(toWords)
  const ofCountry = countries.map(toWords)
  const others = [zone, ...codes].map(toWords)
  const whole = new Set([...ofCity, ...ofCountry, ...others])
  const text = [...others, ...ofCity, ...ofCountry].join(' ')
  return (words) => {
    if (words === '') return 1
    if (whole.has(words)) return 0
    if (ofCity.some((name) => name.startsWith(words))) return 1
    if (ofCountry.some((name) => name.startsWith(words))) return 2
    if (` ${text}`.includes(` ${words}`)) return 3
    return words.length > 3 && text.includes(words) ? 4 : -1
  }
}

/** Without case, accents and punctuation: `São Paulo` and `sao_paulo` are the same words. */
const toWords = (text: string): string => listWords(text).join(' ')

/** Minutes ahead of UTC of `+1`, `UTC+1`, `GMT −3:30` or `+0530`; null for other texts. */
function parseOffset(text: string): number | null {
  const match = /^(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(text.trim())
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '+' ? minutes : 0 - minutes
}

/** `UTC`, `UTC+1`, `UTC−3:30`. */
export function formatOffset(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const rest = Math.abs(minutes) % 60
  const hours = Math.trunc(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}
