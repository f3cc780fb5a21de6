import { type Accent, type Shades, shadesOf } from '#/lib/platform/look/accent.ts'
import type { MailLogo } from '#/lib/platform/look/pictures.ts'
import { escapeHtml, toLine, toLines } from '#/lib/platform/values/characters.ts'
import type { MailContext, MailLink, MailModel, MailPart } from './model.ts'

type HtmlContext = MailContext & { accent: Accent | null; logo: MailLogo | null }

type Palette = Record<
  'canvas' | 'surface' | 'sunken' | 'line' | 'muted' | 'ink' | 'accent' | 'onAccent' | 'accentInk',
  string
>
type Colours = { light: Palette; dark: Palette }

/** The interface's colours (app/globals.css) as mail readers understand them: hexadecimal, one set for each scheme. */
const light: Palette = {
  canvas: '#f7fafa',
  surface: '#ffffff',
  sunken: '#eff3f4',
  line: '#dce2e4',
  muted: '#525e65',
  ink: '#121d24',
  accent: '#005d71',
  onAccent: '#ffffff',
  accentInk: '#005d71',
}

const dark: Palette = {
  canvas: '#0e1214',
  surface: '#151a1c',
  sunken: '#1d2326',
  line: '#2c3336',
  muted: '#a5aeb2',
  ink: '#eceff0',
  accent: '#5ebbc8',
  onAccent: '#03171d',
  accentInk: '#71cfd9',
}

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace"

/** The colours of a mail, with the programme's accent. */
function coloursOf(accent: Accent | null): Colours {
  if (!accent) return { light, dark }
  const shades = shadesOf(accent)
  const take = (own: Palette, { accent, ...shade }: Shades): Palette => ({
    ...own,
    accent,
    onAccent: shade['on-accent'],
    accentInk: shade['accent-ink'],
  })
  return { light: take(light, shades.light), dark: take(dark, shades.dark) }
}

/**
 * The HTML part. Tables and inline styles, since mail readers know little else; the style sheet sets dark colours, and
 * gives the text more room on a phone.
 */
export function htmlPart(model: MailModel, footer: string[], context: HtmlContext): string {
  const colours = coloursOf(context.accent)
  const { light, dark } = colours
  const small = `font:14px/20px ${sans};color:${light.muted}`
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
.canvas{background:${dark.canvas}!important}
.surface{background:${dark.surface}!important;border-color:${dark.line}!important}
.sunken{background:${dark.sunken}!important;border-color:${dark.line}!important}
.ink{color:${dark.ink}!important}
.muted{color:${dark.muted}!important}
.link{color:${dark.accentInk}!important}
.button{background:${dark.accent}!important;border-color:${dark.accent}!important;color:${dark.onAccent}!important}
.quiet{background:${dark.surface}!important;color:${dark.accentInk}!important;border-color:${dark.accent}!important}
}
@media (max-width:480px){
.surface{padding:20px 18px 8px!important}
}
</style>
</head>
<body class="canvas" style="margin:0;padding:0;background:${light.canvas}">
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${light.canvas}">
<tr><td align="center" style="padding:24px 12px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:584px;text-align:left">
<tr><td class="muted" style="padding:0 4px 12px;font:600 14px/20px ${sans};color:${light.muted}">${markToHtml(context)}</td></tr>
<tr><td class="surface" style="padding:28px 28px 12px;background:${light.surface};border:1px solid ${light.line};border-radius:8px">
<h1${langOf(model.titleLanguage)} class="ink" style="margin:0 0 16px;font:600 22px/28px ${sans};letter-spacing:-0.01em;color:${light.ink};overflow-wrap:anywhere">${escapeHtml(toLine(model.title))}</h1>
${[paragraphToHtml(model.lead), codeToHtml(model.code), ...model.first.map((part) => partToHtml(part, colours)), mainToHtml(model.main, context.t('link'), colours), ...model.parts.map((part) => partToHtml(part, colours))].filter(Boolean).join('\n')}
</td></tr>
<tr><td style="padding:16px 4px 0">
${footer.map((line) => `<p class="muted" style="margin:0 0 4px;${small};overflow-wrap:anywhere">${escapeHtml(line)}</p>`).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
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

function paragraphToHtml(text: string): string {
  return `<p class="ink" style="margin:0 0 16px;${body}">${escapeHtml(toLine(text))}</p>`
}

function codeToHtml(code: string): string {
  if (!code) return ''
  return `<p class="sunken ink" style="margin:0 0 20px;padding:16px;${box};font:600 30px/36px ${mono};letter-spacing:0.12em;text-align:center;color:${light.ink}">${escapeHtml(toLine(code))}</p>`
}

/** The button, with its address in words for readers that do not show one. */
function mainToHtml(main: MailLink | null, says: string, colours: Colours): string {
  if (!main) return ''
  const href = escapeHtml(main.href)
  const address = `<a class="link" href="${href}" style="color:${colours.light.accentInk};word-break:break-all">${href}</a>`
  return `${buttonToHtml(main, 'button', colours)}
<p class="muted" style="margin:0 0 20px;font:13px/18px ${sans};color:${light.muted};overflow-wrap:anywhere">${escapeHtml(says)}<br>${address}</p>`
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

/** Says the language of a text that is not in the mail's own: screen readers read it aloud so. */
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

function buttonToHtml({ text, href }: MailLink, look: 'button' | 'quiet', { light }: Colours): string {
  const colours =
    look === 'quiet'
      ? `background:${light.surface};color:${light.accentInk}`
      : `background:${light.accent};color:${light.onAccent}`
  const button = `display:inline-block;padding:11px 19px;border:1px solid ${light.accent};border-radius:8px;${colours};font:600 16px/24px ${sans};text-decoration:none`
  return `<p style="margin:4px 0 16px"><a class="${look}" href="${escapeHtml(href)}" style="${button}">${escapeHtml(toLine(text))}</a></p>`
}
