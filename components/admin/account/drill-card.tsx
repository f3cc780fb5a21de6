import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/form-state.ts'

type DrillCardProps = {
  account: string
  /** The account is live. The card of one that is not shows only to whoever sent its form too late. */
  live: boolean
  /** The drill that still waits for its answer. */
  waiting: string | null
  action: FormAction
}

/** Trying whether emergencies reach somebody (notices.md, Drill). */
export async function DrillCard({ account, live, waiting, action }: DrillCardProps) {
  const t = await getTranslations('adminAccount.drill')
  const common = await getTranslations('common')
  return (
    <div className={live ? undefined : 'hidden has-[form]:block'}>
      <Card title={t('title')} description={t('lead')}>
        {waiting ? (
          <p>
            {t('waiting')} <Link href={`/admin/notices/${waiting}`}>{t('open')}</Link>
          </p>
        ) : null}
        <ActionForm
          action={action}
          id="drill"
          summaryTitle={common('errorSummary')}
          ended={!live || waiting !== null}
        >
          <input type="hidden" name="account" value={account} />
          <div>
            <SubmitButton variant="secondary" pendingLabel={common('sending')}>
              {t('action')}
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
    </div>
  )
}
