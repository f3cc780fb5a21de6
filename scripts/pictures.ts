import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import type { HelpPicture, PictureSize } from '#/app/(public)/help/sections/pictures.ts'
import type { Locale } from '#/db/words/people.ts'
import { makeDemoStore } from '#/e2e/demo-store.ts'
import { startServer } from '#/e2e/server.ts'
import { Site } from '#/e2e/site.ts'
import { dateTag, locales } from '#/lib/platform/i18n/languages.ts'
import { findChromium } from './chromium.ts'
import { filmGate } from './gate-film.ts'
import { encodeAnimation, encodePalettePng, type Frame } from './palette-png.ts'
import { root, stop } from './run.ts'
import { build, isBuiltFromSources } from './standalone.ts'

/**
 * `npm run pictures` takes the pictures of the guide (public/help) and of README (docs/pictures) from the built demo,
 * on its own store. Run it again when the pages have changed.
 */
type Shot = {
  /** The signed-in person. */
  as?: string
  path: string
  /** The window in CSS pixels; the whole picture unless `of` selects a part. */
  window: PictureSize
  /** Selects the part in the picture, with a margin around it. */
  of?: string
  /** What to do on the page first. */
  prepare?: (page: Page) => Promise<void>
}

const margin = 16
const small: PictureSize = { width: 860, height: 660 }
const large: PictureSize = { width: 1100, height: 780 }
const wide: PictureSize = { width: 1500, height: 780 }
const giulia = 'giulia@clinica-aurora.example'
const elena = 'elena@levante.example'
const gate = '/accounts/clinica-aurora/onboarding'
const levante = '/accounts/poliambulatorio-levante'

const helpShots: Record<HelpPicture, Shot> = {
  'sign-in-code': { path: '/sign-in', window: { width: 640, height: 500 }, prepare: askForCode },
  gate: { as: giulia, path: gate, window: small },
  users: { as: giulia, path: `${gate}/users?invite=1`, window: small, of: '#invite' },
  support: { as: giulia, path: `${gate}/support/new`, window: small, of: 'main form:has(textarea)' },
  sandbox: { as: elena, path: `${levante}?env=sandbox`, window: { width: 1000, height: 660 }, of: 'header' },
  // Last, since typed text is saved as a draft.
  field: {
    as: giulia,
    path: gate,
    // So high that the bar of the form does not cover the field.
    window: { width: 860, height: 1400 },
    of: '#technical-emergency',
    prepare: fillEmergencyContact,
  },
}

const readmeShots: Record<string, Shot> = {
  gate: { as: giulia, path: gate, window: large },
  overview: { as: elena, path: levante, window: large },
  accounts: { as: 'support@actions-desk.example', path: '/admin/accounts', window: wide },
}
/** The animation's window, at one pixel for one: it is large enough as it is. */
const filmed: PictureSize = { width: 1100, height: 700 }

if (!isBuiltFromSources() && (await build()) !== 0)
  stop('Without a build there is nothing to take pictures of.')
const demo = await makeDemoStore()
const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const sizes: Partial<Record<Locale, Record<string, PictureSize>>> = {}
  for (const locale of locales) sizes[locale] = await takeAll(locale, helpShots, `public/help/${locale}`)
  await takeAll('en', readmeShots, 'docs/pictures')
  await takeFilm('docs/pictures/gate-film.png')
  writeChanged(
    'app/(public)/help/sections/picture-sizes.json',
    Buffer.from(`${JSON.stringify(sizes, null, 2)}\n`),
  )
} finally {
  await browser.close()
  demo.remove()
}

/** Takes each picture on one server, in one language; answers their sizes. */
async function takeAll(locale: Locale, shots: Record<string, Shot>, folder: string) {
  const sizes: Record<string, PictureSize> = {}
  await onServer(locale, async (site) => {
    for (const [name, shot] of Object.entries(shots)) {
      const { png, size } = await take(site, locale, shot)
      const { pixels, width, height } = await readPixels(png)
      writePicture(`${folder}/${name}.png`, size, encodePalettePng(pixels, width, height))
      sizes[name] = size
    }
  })
  return sizes
}

/** Takes the animation of the gate. It plays three times and ends with the open portal. */
async function takeFilm(path: string): Promise<void> {
  await onServer('en', async (site) => {
    const page = await openPage(site, 'en', { as: giulia, path: gate, window: filmed }, 1)
    const shown = await filmGate(page)
    await page.context().close()
    const frames: Frame[] = []
    for (const { png, milliseconds } of shown)
      frames.push({ pixels: (await readPixels(png)).pixels, milliseconds })
    writePicture(path, filmed, encodeAnimation(frames, { ...filmed, colours: 256, plays: 3 }))
    console.log(`  ${shown.reduce((sum, one) => sum + one.milliseconds, 0) / 1000} s`)
  })
}

/** Runs a server whose people all read this language, whatever they prefer in the demo. */
async function onServer(locale: Locale, work: (site: Site) => Promise<void>): Promise<void> {
  const store = demo.copy()
  const server = await startServer(store)
  const site = new Site(server, store)
  try {
    site.change('update users set locale = ?, time_zone = ?', locale, 'Europe/Rome')
    await work(site)
  } finally {
    site.close()
    await server.stop()
  }
}

function writePicture(path: string, { width, height }: PictureSize, picture: Buffer): void {
  writeChanged(path, picture)
  console.log(`${path}  ${width} × ${height}  ${Math.ceil(picture.length / 1024)} KB`)
}

/** Leaves equal files untouched, so that the build stays current. */
function writeChanged(path: string, content: Buffer): void {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file).equals(content)) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Opens the picture's page; `scale`: how many pixels one of CSS has. */
async function openPage(site: Site, locale: Locale, shot: Shot, scale: number): Promise<Page> {
  const context = await browser.newContext({
    baseURL: site.url,
    viewport: shot.window,
    deviceScaleFactor: scale,
    locale: dateTag(locale),
    timezoneId: 'Europe/Rome',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  if (shot.as) await site.enter(context, shot.as)
  const page = await context.newPage()
  const answer = await page.goto(shot.path)
  if (!answer?.ok()) stop(`${shot.path} answered ${answer?.status()}; there is nothing to take a picture of.`)
  await page.waitForLoadState('networkidle')
  return page
}

async function take(site: Site, locale: Locale, shot: Shot): Promise<{ png: Buffer; size: PictureSize }> {
  const page = await openPage(site, locale, shot, 2)
  try {
    await shot.prepare?.(page)
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    const clip = shot.of ? await findClip(page, shot.of) : { x: 0, y: 0, ...shot.window }
    const png = await page.screenshot({ clip, fullPage: true, animations: 'disabled', caret: 'hide' })
    return { png, size: { width: clip.width, height: clip.height } }
  } finally {
    await page.context().close()
  }
}

/** The browser reads the picture's pixels, since it cannot write a palette. */
async function readPixels(png: Buffer): Promise<{ pixels: Buffer; width: number; height: number }> {
  const page = await browser.newPage()
  const read = await page.evaluate(
    async (source) => {
      const bitmap = await createImageBitmap(await (await fetch(source)).blob())
      const { width, height } = bitmap
      const context = new OffscreenCanvas(width, height).getContext('2d')
      context?.drawImage(bitmap, 0, 0)
      const pixels = new Uint8Array(context?.getImageData(0, 0, width, height).data.buffer ?? [])
      return { width, height, pixels: pixels.toBase64() }
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return { ...read, pixels: Buffer.from(read.pixels, 'base64') }
}

/** The element's place in the whole page with a margin, in whole pixels and within the page. */
async function findClip(page: Page, selector: string) {
  const box = await page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return {
        left: left + scrollX,
        top: top + scrollY,
        right: right + scrollX,
        bottom: bottom + scrollY,
        widest: innerWidth,
      }
    })
  const x = Math.max(0, Math.floor(box.left) - margin)
  const y = Math.max(0, Math.floor(box.top) - margin)
  const width = Math.min(box.widest, Math.ceil(box.right) + margin) - x
  return { x, y, width, height: Math.ceil(box.bottom) + margin - y }
}

async function askForCode(page: Page): Promise<void> {
  await page.locator('input[name=email]').fill(giulia)
  await page.locator('input[name=email]').press('Enter')
  await page.locator('input[name=code]').waitFor()
}

async function fillEmergencyContact(page: Page): Promise<void> {
  const label = page.locator('[name="technical-emergency.0.label"]')
  await page.locator('[name="technical-emergency.0.address"]').fill('oncall@aurora.example')
  await page.locator('#technical-emergency summary').click()
  await label.fill((await label.getAttribute('placeholder')) ?? '')
}
