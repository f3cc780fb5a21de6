import { getTranslations } from 'next-intl/server'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { KeyUses } from './key-uses.tsx'
import { ShownKey } from './shown-key.tsx'

/** `appUrl`: the portal's address. */
type NewKeyProps = { title: string; once: string; appUrl: string; back: { href: string; name: string } }

/** The answer to a form that made a key: shows it once, with what to do with it. */
export async function NewKey({ title, once, appUrl, back }: NewKeyProps) {
  const t = await getTranslations('sources.new')
  return (
    <ShownKey title={title} once={once} keyLabel={t('key')} copy={t('copy')} gone={t('gone')}>
      <KeyUses appUrl={appUrl} />
      <ButtonRow>
        <ButtonLink href={back.href}>{back.name}</ButtonLink>
      </ButtonRow>
    </ShownKey>
  )
}
