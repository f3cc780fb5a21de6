import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Acknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { AcknowledgedSubject } from './acknowledged-subject.tsx'
import { acknowledgeByMailAction } from './actions.ts'

type AskAcknowledgementProps = { found: Acknowledgement; token: string }

/** What is to be acknowledged, and the button that does. */
export async function AskAcknowledgement({ found, token }: AskAcknowledgementProps) {
  const t = await getTranslations('acknowledge')
  const { count, pending } = found
  const title = t('title', { count })
  return (
    <Page
      title={title}
      of={[found.accountName]}
      description={t(found.kind === 'event' ? 'lead' : 'leadExercise')}
    >
      <AcknowledgedSubject found={found} />
      {pending < count ? <p>{t('some', { pending, count })}</p> : null}
      <ActionForm action={acknowledgeByMailAction} id="acknowledge">
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton>{t('submit', { count })}</SubmitButton>
        </div>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}
