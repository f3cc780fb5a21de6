import type { Locale } from '#/db/words/people.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { html, type Markup } from './markup.ts'
import { type Style, style } from './style.ts'

/** The frame of every brand page; `own`: its own style. The empty icon keeps browsers from asking for one. */
export function frame(page: {
  locale: Locale
  title: string
  head: Markup
  body: Markup
  own?: Style | null
  icon?: string
}): string {
  return html`<!doctype html>
<html lang="${page.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${page.title}</title>
${page.head}
<link rel="icon" href="${page.icon ?? 'data:,'}"><style>${style.markup}</style>${page.own && html`<style>${page.own.markup}</style>`}</head>
<body>${page.body}</body></html>
`.text
}

/** The page for an unknown brand or an internal error. It is the same for every URL. */
export function renderRefusal(why: 'notFound' | 'failure', locale: Locale): string {
  const t = translatorFor(locale, 'brand')
  const title = t(`refusal.${why}.title`)
  return frame({
    locale,
    title,
    head: html`<meta name="robots" content="noindex">`,
    body: html`<main><h1>${title}</h1><p>${t(`refusal.${why}.text`)}</p></main>`,
  })
}
