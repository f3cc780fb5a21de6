import type { Accent } from '#/lib/platform/look/accent.ts'
import type { MailLogo } from '#/lib/platform/look/logo.ts'
import { escapeHtml, toLine, toLines } from '#/lib/platform/values/characters.ts'
import { bandColours, type Colours, coloursOf, light, type Palette } from './colours.ts'
import type { MailBand, MailContext, MailLink, MailModel, MailPart } from './model.ts'

type HtmlContext = MailContext & { accent: Accent | null; logo: MailLogo | null }

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace"

/**
 * The HTML part. Tables, inline styles and `bgcolor`, since mail readers know little else; the style sheet sets dark
 * colours, and gives the text more room on a phone.
 */
export function htmlPart(model: MailModel, footer: string[], context: HtmlContext): string {
  const colours = coloursOf(context.accent)
  const { light } = colours
  const { band } = model
  const edges = band ? 'border-top:0;border-radius:0 0 8px 8px' : 'border-radius:8px'
  return `<!doctype html>
<html lang="${context.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(toLine(model.subject))}</title>
<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
${darkRules(colours.dark, band)}
}
@media (max-width:480px){
.page{padding:8px 8px 24px!important}
.mark{padding-bottom:6px!important}
.band{padding:8px 16px!important}
.deadline{padding:8px 16px!important;font-size:15px!important;line-height:20px!important}
.surface{padding:14px 16px 8px!important}
.title{font-size:20px!important;line-height:26px!important;margin-bottom:6px!important}
.lead{margin-bottom:10px!important}
}
</style>
</head>
<body class="canvas" style="margin:0;padding:0;background:${light.canvas}">
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${light.canvas}" style="background:${light.canvas}">
<tr><td class="page" align="center" style="padding:12px 8px 28px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:584px;text-align:left">
<tr><td class="mark muted" style="padding:0 4px 8px;font:600 14px/20px ${sans};color:${light.muted}">${markToHtml(context)}</td></tr>
${bandToHtml(band, light)}<tr><td class="surface" bgcolor="${light.surface}" style="padding:18px 24px 12px;background:${light.surface};border:1px solid ${light.line};${edges}">
<h1${langOf(model.titleLanguage)} class="title ink" style="margin:0 0 10px;font:600 22px/28px ${sans};letter-spacing:-0.01em;color:${light.ink};overflow-wrap:anywhere">${escapeHtml(toLine(model.title))}</h1>
${[paragraphToHtml(model.lead, 'lead ink'), codeToHtml(model.code), ...model.first.map((part) => partToHtml(part, colours)), model.main ? buttonToHtml(model.main, 'button', colours) : '', ...model.parts.map((part) => partToHtml(part, colours))].filter(Boolean).join('\n')}
</td></tr>
<tr><td style="padding:16px 4px 0">
${[...footer.map(escapeHtml), ...bareLink(model.main, context.t('link'), colours)].map(footnoteToHtml(light)).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function darkRules(dark: Palette, band: MailBand | null): string {
  return `.canvas{background:${dark.canvas}!important}
.surface{background:${dark.surface}!important;border-color:${dark.line}!important}
.sunken{background:${dark.sunken}!important;border-color:${dark.line}!important}
.ink{color:${dark.ink}!important}
.muted{color:${dark.muted}!important}
.link{color:${dark.accentInk}!important}
.button{background:${dark.accent}!important;border-color:${dark.accent}!important;color:${dark.onAccent}!important}
.quiet{background:${dark.surface}!important;color:${dark.accentInk}!important;border-color:${dark.accent}!important}${band ? darkBand(band, dark) : ''}`
}

function darkBand({ tone }: MailBand, { line, ink }: Palette): string {
  const { ground, on, tint } = bandColours[tone].dark
  return `
.band{background:${ground}!important;border-color:${ground}!important;color:${on}!important}
.deadline{background:${tint}!important;border-color:${line}!important;color:${ink}!important}`
}

/** `Emergency: Clinica Aurora`; without an account, the word alone. */
export function bandToText({ word, account }: MailBand): string {
  return toLine(account ? `${word}: ${account}` : word)
}

/** The first rows of the box: the band, and the deadline below it. */
function bandToHtml(band: MailBand | null, { line, ink }: Palette): string {
  if (!band) return ''
  const { ground, on, tint } = bandColours[band.tone].light
  const text = escapeHtml(bandToText(band))
  const deadline = escapeHtml(toLine(band.deadline))
  const shape = `border:1px solid ${ground};border-radius:8px 8px 0 0`
  return `<tr><td class="band" bgcolor="${ground}" style="padding:8px 24px;background:${ground};${shape};font:700 16px/22px ${sans};color:${on};overflow-wrap:anywhere">${text}</td></tr>
${deadline ? `<tr><td class="deadline" bgcolor="${tint}" style="padding:8px 24px;background:${tint};border:1px solid ${line};border-width:0 1px 1px;font:600 16px/22px ${sans};color:${ink};overflow-wrap:anywhere">${deadline}</td></tr>\n` : ''}`
}

/** The identifier of the logo, which the mail carries: nothing loads from anywhere. */
export const logoCid = 'logo@recapito'

/** The HTML part for a browser: it holds the logo that the mail carries, and its links open nothing in its frame. */
export function showHtml({ html, logo }: { html: string; logo?: Buffer }): string {
  const shown = html.replace('<head>', '<head>\n<base target="_blank">')
  return logo ? shown.replace(`cid:${logoCid}`, `data:image/png;base64,${logo.toString('base64')}`) : shown
}

/** The programme's logo and name. A wide logo stands for the name, which it shows where pictures are off. */
function markToHtml({ logo, programmeName }: HtmlContext): string {
  const name = escapeHtml(toLine(programmeName))
  if (!logo) return name
  const { width, height, isWide } = logo
  const image = `<img src="cid:${logoCid}" width="${width}" height="${height}" alt="${isWide ? name : ''}" style="padding:2px;border-radius:4px;background:#ffffff;vertical-align:middle">`
  return isWide ? image : `${image}&nbsp; ${name}`
}

const body = `font:16px/24px ${sans};color:${light.ink};overflow-wrap:anywhere`
const box = `background:${light.sunken};border:1px solid ${light.line};border-radius:8px`

function paragraphToHtml(text: string, names = 'ink'): string {
  return `<p class="${names}" style="margin:0 0 16px;${body}">${escapeHtml(toLine(text))}</p>`
}

function codeToHtml(code: string): string {
  if (!code) return ''
  return `<p class="sunken ink" style="margin:0 0 20px;padding:16px;${box};font:600 30px/36px ${mono};letter-spacing:0.12em;text-align:center;color:${light.ink}">${escapeHtml(toLine(code))}</p>`
}

/** The button's address in words, for readers that do not show a button. */
function bareLink(main: MailLink | null, says: string, { light }: Colours): string[] {
  if (!main) return []
  const href = escapeHtml(main.href)
  const address = `<a class="link" href="${href}" style="color:${light.accentInk};word-break:break-all">${href}</a>`
  return [`${escapeHtml(says)}<br>${address}`]
}

function footnoteToHtml({ muted }: Palette) {
  return (html: string): string =>
    `<p class="muted" style="margin:0 0 4px;font:14px/20px ${sans};color:${muted};overflow-wrap:anywhere">${html}</p>`
}

function partToHtml(part: MailPart, colours: Colours): string {
  switch (part.kind) {
    case 'paragraph':
      return paragraphToHtml(part.text)
    case 'heading':
      return `<h2 class="ink" style="margin:0 0 8px;font:600 16px/24px ${sans};color:${light.ink}">${escapeHtml(toLine(part.text))}</h2>`
    case 'list':
      return listToHtml(part.items.map((item) => escapeHtml(toLine(item))))
    case 'links':
      return listToHtml(part.links.map((link) => linkToHtml(link, colours)))
    case 'quote':
      return `<blockquote${langOf(part.language)} class="sunken ink" style="margin:0 0 20px;padding:12px 16px;${box};${body}">${toLines(part.text).map(escapeHtml).join('<br>')}</blockquote>`
    case 'action':
      return buttonToHtml(part, 'quiet', colours)
  }
}

/** Marks the language of a text that is not in the mail's own, for screen readers. */
function langOf(language: string | undefined): string {
  return language ? ` lang="${language}"` : ''
}

function listToHtml(items: string[]): string {
  const entries = items.map((item) => `<li class="ink" style="margin:0 0 4px;${body}">${item}</li>`)
  return `<ul style="margin:0 0 16px;padding:0 0 0 24px">${entries.join('')}</ul>`
}

/** Shows the address beside its name, so that readers see where it leads. */
function linkToHtml({ href, text }: MailLink, { light }: Colours): string {
  const address = escapeHtml(href)
  const name = text ? `${escapeHtml(toLine(text))}: ` : ''
  if (!/^https?:/i.test(href)) return `${name}${address}`
  return `${name}<a class="link" href="${address}" style="color:${light.accentInk};word-break:break-all">${address}</a>`
}

/** Outlook ignores padding and borders of links, so the cell has both. */
function buttonToHtml({ text, href }: MailLink, variant: 'button' | 'quiet', { light }: Colours): string {
  const [ground, ink] =
    variant === 'quiet' ? [light.surface, light.accentInk] : [light.accent, light.onAccent]
  const shape = `border:1px solid ${light.accent};border-radius:8px;background:${ground};color:${ink}`
  const button = `display:inline-block;padding:11px 19px;${shape};font:600 16px/24px ${sans};text-decoration:none`
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 16px"><tr><td class="${variant}" bgcolor="${ground}" style="border-radius:8px;font-size:0;line-height:0;mso-padding-alt:11px 19px"><a class="${variant}" href="${escapeHtml(href)}" style="${button}">${escapeHtml(toLine(text))}</a></td></tr></table>`
}
