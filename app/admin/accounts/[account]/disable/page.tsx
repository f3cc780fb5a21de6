import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { MarkedAddress } from '#/components/contacts/copied-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { namePurposes } from '#/components/notices/notice-names.ts'
import { MailText } from '#/components/shell/mail-card.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { addressMember } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { listStaffSteps } from '#/lib/changes/review/policy.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { previewReach } from '#/lib/notices/routing/reach-queries.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { decideReviewAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'
import { type DisableRecipient, listDisableMails, previewMails } from './recipients.ts'

/** Shows the recipients and the mail in each language before staff disable an integration. */
export default definePage('/admin/accounts/[account]/disable', staff, async ({ grant, params }) => {
  const { read, head, view, account, page, parent } = await openAccount(grant, params.account)
  const may = listStaffSteps(account.state).includes('disable')
  const t = await getTranslations('admin.disable')
  const notices = await getTranslations('adminNotices.summary')
  const reader = await getLocale()
  const { programmeName } = await currentSettings()
  const reached =
    (await previewReach(read, grant, account.slug, {
      category: 'emergency',
      origin: 'system',
    })) ?? notFound()
  const editors = listEditors(view.members).map((member) => addressMember(member, account))
  const recipients = listDisableMails(editors, reached)
  const mails = may ? previewMails(recipients, reached, account, programmeName) : []
  return (
    <Page
      asks
      title={t('title')}
      parent={parent}
      description={may ? t('lead', { account: account.name }) : undefined}
    >
      {may && reached.taken === null ? (
        <Banner meaning="attention" title={t('nobody')}>
          {t('nobodyText')}
        </Banner>
      ) : null}
      {may ? (
        <Recipients told={recipients} bouncing={head.bouncing} />
      ) : (
        <Banner meaning="attention" title={t('notLive')} />
      )}
      {mails.length > 0 ? (
        <Card title={t('mails')}>
          {mails.map(({ locale, to, mail }) => (
            <Disclosure
              key={`${to} ${mail.subject}`}
              summary={notices('mail', { language: languageName(locale, reader), address: to })}
            >
              <MailText locale={locale} mail={mail} />
            </Disclosure>
          ))}
        </Card>
      ) : null}
      <div className="max-w-measure empty:hidden">
        <ActionForm
          action={decideReviewAction}
          id="disable"
          hidden={{ account: account.slug, step: 'disable', since: account.stateChangedAt }}
          ended={!may}
          submit={t('action')}
          variant="danger"
          cancel={`${page}#disable`}
        >
          <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={4} required />
        </ActionForm>
      </div>
    </Page>
  )
})

type RecipientsProps = {
  told: DisableRecipient[]
  /** Keys of the account's bouncing addresses; we mail owners and editors all the same. */
  bouncing: ReadonlySet<string>
}

async function Recipients({ told, bouncing }: RecipientsProps) {
  const t = await getTranslations('admin.disable')
  const names = { ...(await namePurposes()), editor: t('editor') }
  return (
    <Card title={t('recipients')}>
      <ul className="flex flex-col gap-1">
        {told.map(({ to, as }) => (
          <li key={to} className="wrap-anywhere">
            <MarkedAddress address={to} bounces={bouncing.has(addressKey(to))} />{' '}
            <span className="text-muted text-small">({names[as]})</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
