import type { Locale } from '#/db/words/people.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { locales, ownName } from '#/lib/platform/i18n/languages.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import type { Accent } from '#/lib/platform/look/accent.ts'
import { type Logo, lookHref } from '#/lib/platform/look/logo.ts'
import { groupZones, listZones } from '#/lib/platform/values/zones.ts'
import { frame } from './frame.ts'
import { displayUrl, helpLink, mailLink, phoneLink } from './links.ts'
import { html, jsonForScript, type Markup, trustedHtml } from './markup.ts'
import { brandPagePath } from './policy.ts'
import type { PublishedBrand } from './queries.ts'
import { describeBrand } from './structured-data.ts'
import { brandAccentStyle } from './style.ts'
import { type BrandOptions, type BrandView, type ShownDay, viewHours, zonesOf } from './view.ts'
import {
  dayAndMonth,
  formatDate,
  formatDaySpans,
  formatHoursStatus,
  formatZoneOffset,
  shortDay,
} from './words.ts'

/** What the programme's settings give to the page. */
export type BrandLook = { programmeName: string; accent: Accent | null; logo: Logo | null }

type BrandPage = { brand: PublishedBrand; options: BrandOptions; at: number; appUrl: string; look: BrandLook }

/** The brand page (product.md, Contact information: what is public), and until when it holds (milliseconds UTC). */
export function renderBrandPage(page: BrandPage): { text: string; until: number } {
  const { brand, options, at, look } = page
  const t = translatorFor(options.locale, 'brand')
  const view = viewHours(brand, options, at)
  const body = html`<nav aria-label="${t('language')}">${locales.map((locale) => languageLink(page, locale))}</nav>
<main><div><h1 dir="auto">${brand.name}</h1><p class="quiet">${t('support')}</p></div>
${options.unknownZone && html`<p class="note" role="status">${t('unknownZone')}</p>`}
${view.known && statusBox(page, view)}
${contactBox(page)}
<section class="box"><h2>${t('hours')}</h2>${brand.hours.length > 0 ? hoursOf(page, view) : html`<p>${t('noHours')}</p>`}</section>
</main>
<footer class="quiet small">${look.logo && logoImage(look.logo)}<span>${t('publishedBy', { programme: look.programmeName })}</span></footer>`
  const text = frame({
    locale: options.locale,
    title: t('title', { name: brand.name }),
    head: headOf(page),
    body,
    own: brandAccentStyle(look.accent),
    icon: look.logo ? lookHref(look.logo.id, 'favicon.ico') : 'data:,',
  })
  return { text, until: view.until }
}

function logoImage({ src, width, height }: Logo): Markup {
  return html`<img src="${src}" alt="" width="${width}" height="${height}">`
}

/** The page's own address, with or without a language. */
function addressOf({ brand, appUrl }: BrandPage, locale?: string): string {
  return `${appUrl}${brandPagePath(brand.slug)}${locale ? `?lang=${locale}` : ''}`
}

function headOf(page: BrandPage): Markup {
  const { brand, options, at } = page
  const t = translatorFor(options.locale, 'brand')
  const own = addressOf(page, options.localeAsked ? options.locale : undefined)
  return html`<meta name="description" content="${t('description', { name: brand.name })}">
<link rel="canonical" href="${own}">
${locales.map((locale) => html`<link rel="alternate" hreflang="${locale}" href="${addressOf(page, locale)}">`)}
<link rel="alternate" hreflang="x-default" href="${addressOf(page)}">
<script type="application/ld+json">${jsonForScript(describeBrand(brand, addressOf(page), at))}</script>`
}

function languageLink({ options }: BrandPage, locale: Locale): Markup {
  const query = new URLSearchParams({ lang: locale, ...(options.zone && { zone: options.zone }) })
  const current = locale === options.locale && html` aria-current="true"`
  return html`<a href="?${query.toString()}" lang="${locale}" hreflang="${locale}"${current}>${ownName(locale)}</a>`
}

const disc = 'M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0Z'
const icons = { open: `${disc}M6.75 10.25l2.25 2.25 4.25-4.75`, closed: `${disc}M10 5.75V10l2.75 1.75` }

/** Whether support is open now, until when, and today's hours. */
function statusBox({ options: { locale }, at }: BrandPage, { zone, status, days }: BrandView): Markup {
  const t = translatorFor(locale, 'brand')
  const mark = status.open ? 'open' : 'closed'
  const [today] = days
  const date = today && formatDate(Temporal.PlainDate.from(today.date), locale, dayAndMonth)
  return html`<section class="box standing">
<p><span class="mark ${mark}"><svg aria-hidden="true" focusable="false" viewBox="0 0 20 20"><path d="${icons[mark]}"/></svg>${t(mark)}</span> <span>${formatHoursStatus(status, { zone, at, locale })}</span></p>
${today && html`<p>${t('todayHours', { date: date ?? '', hours: formatDaySpans(today.spans, locale).join(', ') })}</p>`}
<p class="quiet small">${t('timesIn', { zone: nameZone(zone, locale), offset: formatZoneOffset(zone, at, locale) })} <a href="#choose">${t('chooseZone')}</a></p>
</section>`
}

function contactBox({ brand: { support }, options }: BrandPage): Markup {
  const t = translatorFor(options.locale, 'brand')
  const page = helpLink(support.helpUrl)
  const rows = [
    { term: t('email'), says: linkOrText(support.address, mailLink(support.address)) },
    support.phone && { term: t('phone'), says: linkOrText(support.phone, phoneLink(support.phone)) },
    page && {
      term: t('helpPage'),
      says: html`<a href="${page}" rel="nofollow noopener">${displayUrl(page)}</a>`,
    },
  ].filter((row) => typeof row === 'object' && row !== null)
  return html`<section class="box"><h2>${t('contact')}</h2><dl>${rows.map(
    ({ term, says }) => html`<dt>${term}</dt><dd>${says}</dd>`,
  )}</dl></section>`
}

function linkOrText(text: string, href: string | null): Markup {
  return href === null ? html`${text}` : html`<a href="${href}">${text}</a>`
}

/** The hours as the brand gives them, then seven days from today by the visitor's clock. */
function hoursOf({ brand, options: { locale, zone: asked } }: BrandPage, view: BrandView): Markup {
  const t = translatorFor(locale, 'brand')
  const { zone, days, gaps, clockChanges, unknownZones } = view
  const given = html`<ul class="plain">${contactFormatter(locale)
    .formatHours(brand.hours)
    .map((line) => html`<li>${line}</li>`)}</ul>
${unknownZones.length > 0 && html`<p class="note small">${t('unknownHours', { zones: unknownZones.join(', ') })}</p>`}`
  if (!view.known) return given
  return html`${given}
<h3 id="days">${t('days', { zone: nameZone(zone, locale) })}</h3>
${drawWeek(days, t('picture', { zone: nameZone(zone, locale) }), locale)}
<ul class="legend quiet small" aria-hidden="true">${(['covered', 'bare'] as const).map(
    (mark) =>
      html`<li><svg viewBox="0 0 16 16"><rect class="${mark}" x=".5" y=".5" width="15" height="15"/></svg>${t(mark === 'bare' ? 'notCovered' : mark)}</li>`,
  )}</ul>
${daysTable(view, locale)}
<div class="small">${gaps.length > 0 ? html`<h4>${t('gaps')}</h4><ul>${gaps.map((gap) => html`<li>${gap}</li>`)}</ul>` : html`<p>${t('noGaps')}</p>`}</div>
${clockChanges.length > 0 && html`<div class="note small">${clockChanges.map((change) => html`<p>${change}</p>`)}</div>`}
<div class="choice" id="choose"><h3>${t('chooseZone')}</h3>${zoneForm(brand, { zone: asked ?? zone, locale })}</div>`
}

const hourMarks = [0, 6, 12, 18, 24]
const barHeight = 0.7

/** Draws seven rows of 24 hours with a bar for each span of support. */
function drawWeek(days: readonly ShownDay[], label: string, locale: Locale): Markup {
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

const round = (value: number): number => Math.round(value * 1000) / 1000

function daysTable({ days }: BrandView, locale: Locale): Markup {
  const t = translatorFor(locale, 'brand')
  const rows = days.map(({ date, spans }, index) => {
    const day = formatDate(Temporal.PlainDate.from(date), locale, shortDay)
    const name = index === 0 ? `${t('today')}, ${day}` : day
    return html`<tr${index === 0 && html` aria-current="date"`}><th scope="row">${name}</th><td>${formatDaySpans(spans, locale).map((span, place) => html`${place > 0 && ', '}<span>${span}</span>`)}</td></tr>`
  })
  return html`<table aria-labelledby="days"><thead><tr><th scope="col">${t('day')}</th><th scope="col">${t('times')}</th></tr></thead><tbody>${rows}</tbody></table>`
}

function zoneForm({ hours }: PublishedBrand, { zone, locale }: { zone: string; locale: Locale }): Markup {
  const t = translatorFor(locale, 'brand')
  return html`<form><input type="hidden" name="lang" value="${locale}"><div><label for="zone">${t('zone')}</label><select id="zone" name="zone"><optgroup label="${t('here')}">${zonesOf(
    hours,
    zone,
  ).map(
    (one) => html`<option value="${one}"${one === zone && html` selected`}>${nameZone(one, locale)}</option>`,
  )}</optgroup>${allZoneOptions(locale)}</select></div><button>${t('show')}</button></form>`
}

const zoneOptions = new Map<Locale, Markup>()

/** Every time zone as an option of a select, by area and city, Europe first; created once per language. */
export function allZoneOptions(locale: Locale): Markup {
  const known = zoneOptions.get(locale) ?? makeOptions(locale)
  zoneOptions.set(locale, known)
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
  return trustedHtml(html`${groups}`.text.replaceAll('</option>', ''))
}
