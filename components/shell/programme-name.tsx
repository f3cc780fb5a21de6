import { logoOf } from '#/lib/platform/look/logo.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ProgrammeMark } from './programme-mark.tsx'

export async function ProgrammeName({ quiet = false }: { quiet?: boolean }) {
  const settings = await currentSettings()
  const logo = logoOf(settings, { width: 160, height: quiet ? 24 : 32 })
  return <ProgrammeMark programmeName={settings.programmeName} logo={logo} quiet={quiet} />
}
