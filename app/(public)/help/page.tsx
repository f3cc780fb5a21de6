import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { definePage } from '#/app/define-page.tsx'
import { ReadingShell } from '#/components/shell/reading-shell.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Prose } from '#/components/ui/prose.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { Guide } from './sections/guide.tsx'
import { helpSections } from './sections/sections.ts'
import { readHelpTexts } from './sections/texts.tsx'

function toApi(words: ReactNode) {
  return <Link href="/docs/api">{words}</Link>
}

/** The public guide for partners (product.md, Help). One page, so that the browser's search finds everything. */
export default definePage('/help', anybody, async () => {
  const t = await getTranslations('help')
  const signIn = await getTranslations('signIn')
  const { programmeName } = await currentSettings()
  const actor = await currentActor()
  const back = actor ? { href: '/', label: t('back') } : { href: '/sign-in', label: signIn('title') }
  const words = await readHelpTexts()
  return (
    <ReadingShell
      back={back}
      title={t('title')}
      lead={t('lead')}
      contents={{
        title: t('contents'),
        items: helpSections.map((id) => ({ id, label: t(`sections.${id}`) })),
      }}
    >
      <div>
        <Guide {...words} />
        <Prose>
          <p className="border-line border-t pt-6">
            {t.rich('machines', { api: toApi, programme: programmeName })}
          </p>
        </Prose>
      </div>
    </ReadingShell>
  )
})
