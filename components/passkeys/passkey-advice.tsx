import { getTranslations } from 'next-intl/server'
import { OneButtonForm } from '#/components/form/one-button-form.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Recommends a passkey to an owner who has none; `dismiss` puts it away in this browser. */
export async function PasskeyAdvice({ dismiss }: { dismiss: FormAction }) {
  const t = await getTranslations('passkeys.advice')
  return (
    <Card title={t('title')} description={t('text')}>
      <ButtonRow>
        <ButtonLink href="/settings#passkeys" icon="lock">
          {t('action')}
        </ButtonLink>
        <OneButtonForm action={dismiss} id="passkey-advice" hidden={{}} variant="quiet">
          {t('dismiss')}
        </OneButtonForm>
      </ButtonRow>
    </Card>
  )
}
