import { createHash } from 'node:crypto'
import { type Accent, accentProperties } from '#/lib/platform/look/accent.ts'
import { type Markup, trustedHtml } from './markup.ts'

/** The portal's own colours (app/globals.css; a test compares them). */
const tokens = `--canvas:light-dark(oklch(0.982 0.003 220),oklch(0.178 0.008 230));
--surface:light-dark(oklch(1 0 0),oklch(0.212 0.009 230));
--sunken:light-dark(oklch(0.961 0.005 220),oklch(0.252 0.01 230));
--line:light-dark(oklch(0.908 0.007 220),oklch(0.315 0.011 230));
--control:light-dark(oklch(0.6 0.016 225),oklch(0.585 0.016 230));
--muted:light-dark(oklch(0.475 0.018 230),oklch(0.745 0.012 225));
--ink:light-dark(oklch(0.225 0.02 235),oklch(0.95 0.004 220));
--accent:light-dark(oklch(0.44 0.083 218),oklch(0.74 0.09 207));
--accent-strong:light-dark(oklch(0.375 0.075 220),oklch(0.81 0.085 206));
--on-accent:light-dark(oklch(1 0 0),oklch(0.19 0.03 220));
--accent-ink:light-dark(oklch(0.44 0.083 218),oklch(0.8 0.09 205));
--good:light-dark(oklch(0.46 0.11 150),oklch(0.82 0.13 152));
--good-soft:light-dark(oklch(0.962 0.028 152),oklch(0.27 0.042 155));
--good-line:light-dark(oklch(0.86 0.07 152),oklch(0.4 0.07 154));
--attention:light-dark(oklch(0.48 0.1 68),oklch(0.84 0.12 82));
--attention-soft:light-dark(oklch(0.968 0.035 88),oklch(0.285 0.045 75));
--attention-line:light-dark(oklch(0.86 0.095 85),oklch(0.43 0.075 76));`

const rules = `
*{box-sizing:border-box;margin:0}
:root{color-scheme:light dark;background:var(--canvas);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{max-width:44rem;margin:0 auto;padding:1rem 1rem 3rem;overflow-wrap:anywhere}
a{color:var(--accent-ink);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent-ink);outline-offset:2px}
nav{display:flex;justify-content:flex-end;gap:.5rem;font-size:.875rem}
nav a{padding:.5rem}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
main{display:grid;gap:1.5rem;padding-top:1.5rem}
h1,h2,h3,h4{font-weight:600;text-wrap:balance}
h1{font-size:1.75rem;line-height:2.125rem;letter-spacing:-.018em}
h2{font-size:1.125rem;line-height:1.625rem}
h3{font-size:1rem}
h4{font-size:inherit}
.quiet{color:var(--muted)}
.small{font-size:.875rem;line-height:1.25rem}
.box{display:grid;gap:1rem;min-width:0;padding:1.5rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
.standing{gap:.5rem}
.standing p:first-child{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .5rem;font-size:1.125rem;line-height:1.625rem}
.mark{display:inline-flex;align-items:center;gap:.375rem;padding:.0625rem .625rem .0625rem .375rem;border:1px solid;border-radius:99px;font-weight:600}
.mark svg{width:1.25rem;height:1.25rem;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.open{color:var(--good);background:var(--good-soft);border-color:var(--good-line)}
.closed,.note{color:var(--attention);background:var(--attention-soft);border-color:var(--attention-line)}
.note{padding:.75rem 1rem;border:1px solid var(--attention-line);border-radius:8px;color:var(--ink)}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem 1.5rem}
dt{padding:.25rem 0;color:var(--muted)}
dd{padding:.25rem 0;font-weight:600}
ul{padding-left:1.25rem}
ul.plain{padding:0;list-style:none}
.week{display:grid;grid-template-columns:auto minmax(0,1fr);column-gap:.5rem;color:var(--muted);font-size:.875rem;line-height:1.25rem}
.marks{display:flex;justify-content:space-between;font-variant-numeric:tabular-nums}
.names{display:grid;grid-auto-rows:1.5rem;align-items:center}
.week svg{width:100%;height:10.5rem}
.bare{fill:var(--sunken)}
.covered{fill:var(--accent)}
.edge{fill:none;stroke:var(--control);opacity:.6}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
.legend li{display:flex;align-items:center;gap:.375rem}
.legend svg{width:1rem;height:1rem}
.legend rect{stroke:var(--control)}
table{width:100%;border-collapse:collapse}
th,td{padding:.375rem .5rem .375rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:baseline;font-weight:400;overflow-wrap:break-word}
thead th{color:var(--muted);font-size:.875rem}
td{font-variant-numeric:tabular-nums}
td span{white-space:nowrap}
[aria-current=date]>*{font-weight:600}
.choice{display:grid;gap:.75rem;scroll-margin-top:1rem}
form{display:flex;flex-wrap:wrap;align-items:end;gap:.75rem}
form div{display:grid;flex:1 1 14rem;gap:.25rem;min-width:0}
label{font-weight:600}
select,button{min-height:2.5rem;padding:.375rem .75rem;border:1px solid var(--control);border-radius:8px;font:inherit;cursor:pointer}
select{width:100%;background:var(--surface);color:var(--ink)}
button{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600}
button:hover{background:var(--accent-strong)}
footer{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-top:2rem}
footer img{padding:2px;border-radius:4px;background:white;object-fit:contain}
@media(max-width:26rem){.box{padding:1rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dt{padding-bottom:0}dd{padding-top:0;margin-bottom:.5rem;font-weight:400}}
@media(forced-colors:active){.bare{fill:Canvas}.covered{fill:Highlight}.edge,.legend rect{stroke:CanvasText}}
@media print{:root{color-scheme:light;background:none;font-size:11pt}nav,.choice,[href="#choose"]{display:none}.box{border:0;padding:0}tr,.week,dl{break-inside:avoid}.week svg,.legend svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`

const text = `:root{${tokens}}${rules}`.replaceAll('\n', '')

/** A style sheet, and its hash for the content security policy. */
export type Style = { markup: Markup; source: string }

function hashed(text: string): Style {
  const source = `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return { markup: trustedHtml(text), source }
}

/** The whole style of the brand pages. */
export const style = hashed(text)

/** What the programme's accent changes; null for the portal's own. */
export function brandAccentStyle(accent: Accent | null): Style | null {
  return accent && hashed(`:root{${accentProperties(accent, '')}}`)
}
