import { getLocale, getTranslations } from 'next-intl/server'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { type CoveredDay, coverage, coverHours, weekStartOf } from '#/lib/contacts/hours/coverage.ts'
import type { PictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { weekdayName } from '#/lib/platform/i18n/names.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { bare, covered, edge, WeekFrame } from './week-frame.tsx'
import { ChooseZone } from './zone-choice.tsx'

type WeekPictureProps = {
  windows: readonly SupportWindow[]
  shown: PictureZone
  /** The page's own path, to which the choice of another zone submits. */
  path: string
  /** Whether the picture is inside another form; the page then renders a `ZoneForm` beside it, as forms do not nest. */
  inForm?: boolean | undefined
}

/** This week as a 7 × 24 grid in a chosen zone, with the same hours in words. */
export async function WeekPicture({ windows, shown, path, inForm }: WeekPictureProps) {
  const locale = await getLocale()
  const t = await getTranslations('hours.picture')
  if (windows.length === 0) return <p className="text-muted text-small">{t('none')}</p>
  const { zone } = shown
  const name = nameZone(zone, locale)
  const reader = { zone, weekStart: weekStartOf(now(), zone) }
  const { days, gaps } = coverage(windows, reader)
  const { formatGaps, formatClockChanges } = contactFormatter(locale)
  const closed = formatGaps(gaps)
  const date = new Intl.DateTimeFormat(dateTag(locale), {
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(reader.weekStart.toZonedDateTime(zone).epochMilliseconds)
  const unknown = [...new Set(windows.map((window) => window.zone))].filter((name) => !isKnownZone(name))
  // The editor of the form shows the same week in its place.
  const isEdited = inForm && windows.every((window) => window.zone === zone)
  const partly = days.some((day) => coverHours(day).includes('partly'))
  return (
    <div id="week" className="mt-2 flex min-w-0 flex-col gap-3 peer-data-editing:*:data-edited:hidden">
      <div data-edited={isEdited || undefined} className="flex flex-col gap-3">
        <p className="font-medium">{t('title', { zone: name })}</p>
        <WeekGrid
          days={days}
          dayNames={days.map(({ day }) => weekdayName(day, locale, 'short'))}
          label={`${t('label', { date, zone: name })} ${closed.length > 0 ? `${t('gaps')} ${closed.join('; ')}` : t('noGaps')}`}
        />
        <WeekLegend
          words={{ covered: t('covered'), partly: partly ? t('partly') : null, closed: t('closed') }}
        />
      </div>
      {unknown.length > 0 ? (
        <p className="text-attention text-small">{t('unknownZones', { zones: unknown.join(', ') })}</p>
      ) : null}
      <div className="text-small">
        {closed.length === 0 ? (
          <p>{t('noGaps')}</p>
        ) : (
          <>
            <p className="text-muted">{t('gaps')}</p>
            <ul className="list-disc pl-5">
              {closed.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </>
        )}
        {formatClockChanges(windows, reader).map((change) => (
          <p key={change} className="mt-1">
            {change}
          </p>
        ))}
      </div>
      <ChooseZone windows={windows} shown={shown} path={path} inForm={inForm} />
    </div>
  )
}

type WeekGridProps = { days: readonly CoveredDay[]; dayNames: readonly string[]; label: string }

/** A week in which a bar marks support, half a cell a partly supported hour. */
function WeekGrid({ days, ...frame }: WeekGridProps) {
  return (
    <WeekFrame {...frame}>
      {days.map((day, row) => (
        <DayRow key={day.date} day={day} top={row + 0.1} />
      ))}
    </WeekFrame>
  )
}

function DayRow({ day, top }: { day: CoveredDay; top: number }) {
  const hours = coverHours(day)
  const parts = hours.flatMap((cover, hour) => {
    if (cover !== 'partly') return []
    const ending = day.covered.some(({ from, to }) => from <= hour * 60 && hour * 60 < to)
    return [halfCell({ left: hour, top, width: 1, height: 0.8, ending })]
  })
  return (
    <>
      {listRuns(hours).map(({ from, to }) => (
        <rect key={from} x={from} y={top} width={to - from} height={0.8} className={covered} />
      ))}
      {parts.length > 0 ? <path d={parts.join('')} className={covered} /> : null}
    </>
  )
}

type HalfCell = { left: number; top: number; width: number; height: number; ending: boolean }

/** A triangle that shows support starting, or `ending`, within the hour. */
function halfCell({ left, top, width, height, ending }: HalfCell): string {
  return `M${left} ${top + height}h${width}${ending ? `l${-width} ${-height}` : `v${-height}`}z`
}

function listRuns(hours: readonly string[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  hours.forEach((cover, hour) => {
    if (cover !== 'open') return
    const last = runs.at(-1)
    if (last?.to === hour) last.to = hour + 1
    else runs.push({ from: hour, to: hour + 1 })
  })
  return runs
}

function WeekLegend({ words }: { words: { covered: string; partly: string | null; closed: string } }) {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-small">
      {(['covered', 'partly', 'closed'] as const).map((mark) =>
        words[mark] === null ? null : (
          <li key={mark} className="flex items-center gap-1.5">
            <svg aria-hidden="true" focusable="false" viewBox="0 0 16 16" className="size-4">
              <rect
                x={0.5}
                y={0.5}
                width={15}
                height={15}
                className={`${mark === 'covered' ? covered : bare} ${edge}`}
              />
              {mark === 'partly' ? (
                <path
                  d={halfCell({ left: 0.5, top: 0.5, width: 15, height: 15, ending: false })}
                  className={covered}
                />
              ) : null}
            </svg>
            {words[mark]}
          </li>
        ),
      )}
    </ul>
  )
}
