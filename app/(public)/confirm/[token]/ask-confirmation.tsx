import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { ConfirmationPage } from '#/lib/changes/confirmations/link.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { confirmAddressAction } from './actions.ts'
import { Registration } from './registration.tsx'

export type AskProps = { found: ConfirmationPage; token: string }

/** What the address is registered for, and the two answers. */
export async function AskConfirmation({ found, token }: AskProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('confirmations.page')
  return (
    <Page title={t('title')} of={[found.accountName]} description={t('lead', { programme })}>
      <Registration found={found} />
      <ActionForm action={confirmAddressAction} id="confirm" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton>{t('confirm')}</SubmitButton>
          <PlainLink href={`/confirm/${token}?answer=not-me`}>{t('notMe')}</PlainLink>
        </ButtonRow>
      </ActionForm>
      <div className="flex flex-col gap-1 text-muted text-small">
        <p>{t('nothingYet')}</p>
        <p>
          {t('until')} <Instant at={found.until} />
        </p>
        <ZoneNote />
      </div>
    </Page>
  )
}
