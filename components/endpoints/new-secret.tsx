import { getTranslations } from 'next-intl/server'
import { ShownKey } from '#/components/sources/shown-key.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { MadeLink } from './made-link.tsx'

/** `list`: the path of the account's endpoints; `next`: the words of the link to this one. */
type NewSecretProps = { title: string; list: string; next: string }

/** The answer to a form that made a signing secret: shows it once, with what to do with it. */
export async function NewSecret({ title, list, next }: NewSecretProps) {
  const t = await getTranslations('endpoints.secret')
  return (
    <ShownKey title={title} once={t('once')} keyLabel={t('label')} copy={t('copy')} gone={t('gone')}>
      <p>{t('use')}</p>
      <ButtonRow>
        <MadeLink list={list} name={next} />
      </ButtonRow>
    </ShownKey>
  )
}
