import { accentOf } from '#/lib/platform/look/accent.ts'
import { logoOf } from '#/lib/platform/look/logo.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import type { ProgrammePreview } from './programme-form-state.ts'

type Shown = Pick<
  Settings,
  'programmeName' | 'accentLight' | 'accentDark' | 'logo' | 'logoVector' | 'privacyEn' | 'privacyIt'
>

/** How settings would look. */
export function previewOf(settings: Shown): ProgrammePreview {
  const { programmeName, privacyEn, privacyIt } = settings
  const notices = [
    { locale: 'en', text: privacyEn },
    { locale: 'it', text: privacyIt },
  ]
  return {
    programmeName,
    accent: accentOf(settings),
    logo: logoOf(settings, { width: 160, height: 32 }),
    privacy: notices.filter(({ text }) => text !== ''),
  }
}
