import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { MemberAddress } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { type NudgeDecision, nudgeEvery } from '#/lib/changes/accounts/nudge-policy.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

type NudgeCardProps = {
  account: string
  decision: NudgeDecision
  /** Owners and editors, and the owners who were invited and have not come. */
  editors: readonly { email: string }[]
  invited: readonly { email: string }[]
  /** When staff last asked; milliseconds UTC. */
  nudgedAt: number | null
  /** Keys of the account's addresses whose mail comes back. */
  bouncing: ReadonlySet<string>
  action: FormAction
}

/** Asking for what is missing: whom it goes to and, where it cannot be done now, why. */
export async function NudgeCard(props: NudgeCardProps) {
  const { account, decision, editors, invited, nudgedAt, bouncing, action } = props
  const t = await getTranslations('adminAccount.nudge')
  const asksMembers = editors.length > 0
  const told = asksMembers ? editors : invited
  const whom = {
    term: t(asksMembers ? 'who' : 'invited'),
    description: <Addresses people={told} bouncing={bouncing} />,
  }
  const last = nudgedAt !== null && { term: t('last'), description: <Instant at={nudgedAt} /> }
  const facts = [...(told.length > 0 ? [whom] : []), ...(last ? [last] : [])]
  if (!decision.ok && decision.code === 'nothing-missing') return null
  return (
    <Card
      title={t('title')}
      description={told.length > 0 ? t(asksMembers ? 'mail' : 'invitation') : undefined}
    >
      {facts.length > 0 ? <DescriptionList items={facts} /> : null}
      {decision.ok ? null : <WhyNot code={decision.code} account={account} nudgedAt={nudgedAt} />}
      <ActionForm
        action={action}
        id="nudge"
        hidden={{ account }}
        ended={!decision.ok}
        submit={t(asksMembers ? 'action' : 'inviteAction')}
        variant="secondary"
      />
    </Card>
  )
}

function Addresses({
  people,
  bouncing,
}: {
  people: NudgeCardProps['editors']
  bouncing: ReadonlySet<string>
}) {
  return (
    <ul>
      {people.map(({ email }) => (
        <li key={email} className="wrap-anywhere">
          <MemberAddress email={email} bounces={bouncing.has(addressKey(email))} />
        </li>
      ))}
    </ul>
  )
}

type WhyNotProps = {
  code: Extract<NudgeDecision, { ok: false }>['code']
  account: string
  nudgedAt: number | null
}

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
