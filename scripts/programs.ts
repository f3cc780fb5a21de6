import { ensureAlertmanager } from './alertmanager.ts'
import { ensureChromium } from './chromium.ts'
import { ensureNginx } from './nginx.ts'
import { ensurePhonePrograms } from './phone-programs.ts'

/** Installs what the tests drive, where it can. @throws Error with all that is to install by hand */
export async function ensurePrograms(): Promise<void> {
  const missing: string[] = []
  // apt-get installs for one at a time.
  for (const ensure of [ensureChromium, ensureAlertmanager, ensureNginx, ensurePhonePrograms])
    await ensure().catch((error: Error) => missing.push(error.message))
  if (missing.length > 0) throw new Error(missing.join('\n'))
}
