import { getTranslations } from 'next-intl/server'
import { MemberAddress } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { listInvitedOwners } from '#/lib/accounts/invitations/queries.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import type { AccountHead } from '#/lib/admin/accounts/account-head.ts'
import { decideNudge, type NudgeRefusal, nudgeEvery } from '#/lib/changes/accounts/nudge.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { nudgeAction } from '../actions.ts'

type NudgeCardProps = {
  read: Reader
  staffRole: StaffRole
  head: AccountHead
  /** A link led here, so the form takes the focus. */
  focused: boolean
}

/** Asks partners for missing fields; shows the recipients, or why it is not possible now. */
export async function NudgeCard({ read, staffRole, head: { view, bouncing }, focused }: NudgeCardProps) {
  const t = await getTranslations('adminAccount.nudge')
  const { id, slug, nudgedAt } = view.account
  const editors = listEditors(view.members)
  const asksMembers = editors.length > 0
  const recipients = asksMembers ? editors : await listInvitedOwners(read, id)
  const decision = decideNudge({
    missing: view.missing,
    nudgedAt,
    staffRole,
    now: now(),
    editors: editors.length,
    invitedOwners: recipients.length,
  })
  if (!decision.ok && decision.code === 'nothing-missing') return null
  const addresses = (
    <ul>
      {recipients.map(({ email }) => (
        <li key={email} className="wrap-anywhere">
          <MemberAddress email={email} bounces={bouncing.has(addressKey(email))} />
        </li>
      ))}
    </ul>
  )
  const facts = [
    ...(recipients.length > 0 ? [{ term: t(asksMembers ? 'who' : 'invited'), description: addresses }] : []),
    ...(nudgedAt === null ? [] : [{ term: t('last'), description: <Instant at={nudgedAt} /> }]),
  ]
  return (
    <Card
      title={t('title')}
      description={recipients.length > 0 ? t(asksMembers ? 'mail' : 'invitation') : undefined}
    >
      {facts.length > 0 ? <DescriptionList items={facts} /> : null}
      {decision.ok ? null : <WhyNot code={decision.code} account={slug} nudgedAt={nudgedAt} />}
      <ActionForm
        action={nudgeAction}
        id="nudge"
        hidden={{ account: slug }}
        ended={!decision.ok}
        submit={t(asksMembers ? 'action' : 'inviteAction')}
        variant="secondary"
        focused={focused}
      />
    </Card>
  )
}

type WhyNotProps = { code: NudgeRefusal; account: string; nudgedAt: number | null }

async function WhyNot({ code, account, nudgedAt }: WhyNotProps) {
  const t = await getTranslations('adminAccount.nudge')
  if (code === 'nudged-lately' && nudgedAt !== null) {
    return (
      <p>
        {t('lately')} <Instant at={nudgedAt + nudgeEvery} />
      </p>
    )
  }
  if (code === 'only-admins-invite') return <p className="max-w-measure">{t('onlyAdmins')}</p>
  if (code !== 'nobody-to-nudge') return null
  return (
    <p className="max-w-measure">
      {t('nobody')} <Link href={`/admin/accounts/${account}/members`}>{t('toMembers')}</Link>
    </p>
  )
}
