import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebian } from './debian.ts'

/** The programs by name, with Debian's packages. */
const programs = {
  'firefox-esr': 'firefox-esr',
  WebKitWebDriver: 'webkit2gtk-driver',
  'xvfb-run': 'xvfb',
} as const
type Program = keyof typeof programs

function find(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

/** Firefox's program: the one in `FIREFOX`, or the one in the PATH. */
function findFirefox(): string | undefined {
  return process.env.FIREFOX ?? find('firefox-esr') ?? find('firefox')
}

/**
 * Installs Debian's Firefox and WebKitGTK if it can; answers their programs. @throws Error with what to install by hand,
 * otherwise.
 */
export async function ensureBrowsers(): Promise<{ firefox: string; webkit: string }> {
  const all = Object.keys(programs) as Program[]
  const isMissing = (one: Program) => !(one === 'firefox-esr' ? findFirefox() : find(one))
  const missing = all.filter(isMissing)
  if (missing.length > 0 && isDebian() && process.getuid?.() === 0) {
    console.log(`${missing.join(', ')} missing; installing with apt-get.`)
    await installPackages(...missing.map((one) => programs[one]), 'xauth', 'fonts-liberation')
  }
  const [firefox, webkit] = [findFirefox(), find('WebKitWebDriver')]
  if (firefox && webkit && find('xvfb-run')) return { firefox, webkit }
  throw new Error(
    `The journeys in other browsers need ${all.filter(isMissing).join(', ')}. ` +
      `On Debian: \`apt-get install ${Object.values(programs).join(' ')} xauth\` as root. ` +
      'Elsewhere: put `WebKitWebDriver` of WebKitGTK and `xvfb-run` into the PATH, and Firefox too, or name it by FIREFOX=/path/to/firefox. Then run again.',
  )
}
