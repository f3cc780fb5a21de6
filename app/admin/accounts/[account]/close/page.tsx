import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import { closedDays, closingVersion, deletionAt, warnedDays } from '#/lib/accounts/account/closing-policy.ts'
import { countOpenItems } from '#/lib/changes/closing/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { closeAccountAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

/** Explains the effects of closing, and asks for the reason and the account's short name. */
export default definePage('/admin/accounts/[account]/close', admin, async ({ grant, params }) => {
  const { read, view, account, page, parent } = await openAccount(grant, params.account)
  const t = await getTranslations('closing.close')
  const format = await getFormatter()
  const ended = account.closedAt !== null
  const ends = await countOpenItems(read, grant, account.id)
  const owners = view.members.filter(({ role }) => role === 'owner').length
  return (
    <Page
      asks
      title={t('title')}
      parent={parent}
      description={ended ? undefined : t('lead', { days: closedDays })}
      zoned
    >
      {ended ? (
        <Banner meaning="attention" title={t('already')} />
      ) : (
        <div className="max-w-measure">
          <Card title={t('followsTitle')}>
            <ul className="flex list-disc flex-col gap-2 pl-5">
              <li>{t('follows.members', { count: view.members.length })}</li>
              <li>{t('follows.brand')}</li>
              <li>{t('follows.notices', { count: ends.notices })}</li>
              <li>{t('follows.cases', { count: ends.cases })}</li>
              <li>{t('follows.invitations', { count: ends.invitations })}</li>
              <li>{t('follows.mail')}</li>
              <li>{t('follows.told', { count: owners, days: warnedDays })}</li>
              <li>
                {t('follows.deleted', { at: format.dateTime(deletionAt(now()), { dateStyle: 'long' }) })}
              </li>
            </ul>
          </Card>
        </div>
      )}
      <div className="max-w-measure empty:hidden">
        <ActionForm
          action={closeAccountAction}
          id="close"
          hidden={{ account: account.slug }}
          ended={ended}
          submit={t('action')}
          variant="danger"
          cancel={`${page}#close`}
          version={closingVersion(account)}
        >
          <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={4} required />
          <FormInput
            {...asTyped}
            name="confirm"
            label={t('confirm')}
            hint={t('confirmHint', { slug: account.slug })}
            required
          />
        </ActionForm>
      </div>
    </Page>
  )
})
