import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type Actor, listSessions } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { endOtherSessionsAction } from './actions.ts'

/** Says that the address has changed, and offers to end the other sessions: who read the old mailbox may have begun one. */
export async function AddressChanged({ actor }: { actor: Actor }) {
  const t = await getTranslations('settings')
  const { length } = await listSessions((await getStore()).read, actor, now())
  if (length < 2) return <Banner meaning="good" role="status" title={t('done.address')} />
  return (
    <Banner
      meaning="good"
      role="status"
      title={t('done.address')}
      action={
        <ActionForm action={endOtherSessionsAction} id="end-others-now">
          <SubmitButton variant="secondary">{t('sessions.endOthers')}</SubmitButton>
        </ActionForm>
      }
    >
      {t('done.elsewhere', { count: length - 1 })}
    </Banner>
  )
}
