import { ensureAlertmanager } from './alertmanager.ts'
import { ensureChromium } from './chromium.ts'
import { ensureNginx } from './nginx.ts'
import { ensurePhonePrograms } from './phone-programs.ts'

/** Installs what the tests drive, where it can. @throws Error with what to install by hand */
export async function ensurePrograms(): Promise<void> {
  // apt-get installs for one at a time.
  await ensureChromium()
  await ensureAlertmanager()
  await ensureNginx()
  await ensurePhonePrograms()
}
