import type { Locale } from '#/db/words/people.ts'
import { html, type Markup } from './markup.ts'
import type { ShownDay } from './view.ts'
import { formatDate } from './words.ts'

const hourMarks = [0, 6, 12, 18, 24]
const barHeight = 0.7

/** Draws seven rows of 24 hours with a bar for each span of support. */
export function drawWeek(days: readonly ShownDay[], label: string, locale: Locale): Markup {
  const bars = days.map(({ spans }, row) => {
    const top = row + (1 - barHeight) / 2
    return html`<rect class="bare" y="${round(top)}" width="24" height="${barHeight}"/>${spans.map(
      ({ from, to }) =>
        html`<rect class="covered" x="${round(from / 60)}" y="${round(top)}" width="${round((to - from) / 60)}" height="${barHeight}"/>`,
    )}`
  })
  const names = days.map(
    ({ date }) =>
      html`<span>${formatDate(Temporal.PlainDate.from(date), locale, { weekday: 'short' })}</span>`,
  )
  return html`<div class="week" role="img" aria-label="${label}"><span></span><span class="marks">${hourMarks.map(
    (hour) => html`<span>${String(hour).padStart(2, '0')}</span>`,
  )}</span><span class="names">${names}</span><svg aria-hidden="true" focusable="false" viewBox="0 0 24 7" preserveAspectRatio="none">${bars}<path class="edge" vector-effect="non-scaling-stroke" d="${hourMarks.map((hour) => `M${hour} 0V7`).join('')}"/></svg></div>`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
