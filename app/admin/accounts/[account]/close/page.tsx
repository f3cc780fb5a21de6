import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { closedDays, closingVersion, deletionAt, warnedDays } from '#/lib/accounts/account/closing-policy.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { countWhatEnds, type WouldEnd } from '#/lib/changes/closing/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openAccount } from '../open-account.ts'
import { closeAccountAction } from './actions.ts'

/** Says what follows before anything is done, and asks for the reason and the account's short name. */
export default definePage('/admin/accounts/[account]/close', admin, async ({ grant, params }) => {
  const { read, view, account, page } = await openAccount(grant, params.account)
  const t = await getTranslations('closing.close')
  const ended = account.closedAt !== null
  return (
    <Page
      title={t('title')}
      of={[account.name]}
      context={<Link href={page}>{account.name}</Link>}
      description={ended ? undefined : t('lead', { days: closedDays })}
      zoned
    >
      {ended ? (
        <Banner meaning="attention" title={t('already')} />
      ) : (
        <CloseFollows
          members={view.members}
          ends={await countWhatEnds(read, grant, account.id)}
          deletedAt={deletionAt(now())}
        />
      )}
      <CloseForm account={account.slug} version={closingVersion(account)} back={page} ended={ended} />
    </Page>
  )
})

type CloseFollowsProps = { members: readonly Pick<Member, 'role'>[]; ends: WouldEnd; deletedAt: number }

/** What follows from closing an account, with how much of each there is. */
async function CloseFollows({ members, ends, deletedAt }: CloseFollowsProps) {
  const t = await getTranslations('closing.close')
  const format = await getFormatter()
  const owners = members.filter(({ role }) => role === 'owner').length
  const at = format.dateTime(deletedAt, { dateStyle: 'long' })
  return (
    <div className="max-w-measure">
      <Card title={t('followsTitle')}>
        <ul className="flex list-disc flex-col gap-2 pl-5">
          <li>{t('follows.members', { count: members.length })}</li>
          <li>{t('follows.brand')}</li>
          <li>{t('follows.notices', { count: ends.notices })}</li>
          <li>{t('follows.cases', { count: ends.cases })}</li>
          <li>{t('follows.invitations', { count: ends.invitations })}</li>
          <li>{t('follows.mail')}</li>
          <li>{t('follows.told', { count: owners, days: warnedDays })}</li>
          <li>{t('follows.deleted', { at })}</li>
        </ul>
      </Card>
    </div>
  )
}

type CloseFormProps = {
  account: string
  version: string
  back: string
  /** There is nothing to close any more: what was refused is still said. */
  ended: boolean
}

/** The reason, the short name once more, and the button that closes and tells. */
async function CloseForm({ account, version, back, ended }: CloseFormProps) {
  const t = await getTranslations('closing.close')
  return (
    <div className="max-w-measure empty:hidden">
      <ActionForm
        action={closeAccountAction}
        id="close"
        hidden={{ account }}
        ended={ended}
        submit={t('action')}
        variant="danger"
        cancel={{ href: back, label: t('cancel') }}
      >
        <FormVersion value={version} />
        <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={4} required />
        <FormInput
          name="confirm"
          label={t('confirm')}
          hint={t('confirmHint', { slug: account })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </ActionForm>
    </div>
  )
}
