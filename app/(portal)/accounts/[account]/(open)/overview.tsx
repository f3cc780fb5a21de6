import { getLocale, getTranslations } from 'next-intl/server'
import { dismissAdviceAction } from '#/app/passkey/actions.ts'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AttentionList } from '#/components/portal/attention-list.tsx'
import { ContactsCard, NoticesCard } from '#/components/portal/overview-cards.tsx'
import { ButtonLink, ButtonRow, SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { isPasskeyAdvised } from '#/lib/accounts/access/passkey-advice.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { findAttention } from '#/lib/attention/queries.ts'
import { listCases } from '#/lib/cases/queries.ts'
import { listHandled } from '#/lib/notices/views/queries.ts'
import { AccountDoneBanner, CheckDoneBanner } from '../account-done-banner.tsx'
import { AccountPage, type AccountPageProps } from '../account-page.tsx'
import { confirmCheckAction } from '../check-actions.ts'
import { AnsweredBanner } from './answered-banner.tsx'
import { askAgainAction, drillOwnAction, submitDraftAction, tryAddressAction } from './attention-actions.ts'
import { answerActions } from './notices/answer-actions.ts'
import { acknowledgeNoticeAction } from './notices/notice-actions.ts'
import { renderReachCard } from './reach-card.tsx'
import { ReviewSteps } from './review-steps.tsx'

const attentionActions = {
  acknowledge: acknowledgeNoticeAction,
  try: tryAddressAction,
  ask: askAgainAction,
  confirm: confirmCheckAction,
  submit: submitDraftAction,
  drill: drillOwnAction,
}

/** Shows what needs the account's people, then the state of the account. */
export async function renderOverview(shown: AccountPageProps) {
  const { grant, read } = shown
  const { account, base, integrationType } = grant
  const t = await getTranslations('overview')
  const stored = await loadDraftOrLatest(read, grant)
  const { cases } = await listCases(read, grant, null)
  const environment = await currentEnvironment()
  const lines = await findAttention(read, grant, { environment, stored })
  const mayEdit = asEditor(grant) !== null
  const isLive = account.state === 'live'
  const type = nameType(integrationType, await getLocale())
  const review = <ReviewSteps grant={grant} />
  return (
    <AccountPage
      grant={grant}
      title={account.name}
      name={t('title')}
      context={t('title')}
      status={<StateBadge state={account.state} />}
      description={t('type', { type })}
      zoned
    >
      <AccountDoneBanner {...shown} />
      <CheckDoneBanner {...shown} />
      <AnsweredBanner {...shown} from={{ from: 'overview' }} />
      <div className="grid max-w-4xl gap-6">
        {isLive || lines.length > 0 ? (
          <AttentionList grant={grant} lines={lines} actions={unlessReadOnly(grant, attentionActions)} />
        ) : null}
        {isLive ? null : review}
        <NoticesCard
          grant={grant}
          actions={unlessReadOnly(grant, answerActions)}
          notices={await listHandled(read, grant, environment)}
          waiting={lines.some((line) => 'notice' in line)}
          mayTest={mayEdit}
        />
        {isLive || account.drilledAt !== null ? await renderReachCard({ grant, read, lines }) : null}
        <ContactsCard grant={grant} revised={stored.revised} lines={lines} />
        <CasesCard base={base} open={cases.filter(({ status }) => status === 'open')} />
        {isLive ? review : null}
        {(await isPasskeyAdvised(read, grant)) ? <PasskeyAdvice /> : null}
      </div>
    </AccountPage>
  )
}

/** Recommends a passkey to an owner without one; `dismiss` hides it in this browser. */
async function PasskeyAdvice() {
  const t = await getTranslations('passkeys.advice')
  return (
    <Card title={t('title')} description={t('text')}>
      <ButtonRow>
        <ButtonLink href="/settings#passkeys" icon="lock">
          {t('action')}
        </ButtonLink>
        <ActionForm action={dismissAdviceAction} id="passkey-advice" variant="quiet" submit={t('dismiss')} />
      </ButtonRow>
    </Card>
  )
}

type CasesCardProps = { base: string; open: readonly { number: number; subject: string }[] }

/** Lists the account's open cases, or links to the form for one. `base`: the account's path. */
async function CasesCard({ base, open }: CasesCardProps) {
  const t = await getTranslations('overview.cases')
  return (
    <Card
      title={t('title')}
      actions={<SmallLink href={`${base}/support/new`}>{t('new')}</SmallLink>}
      footer={<Link href={`${base}/support`}>{t('all')}</Link>}
    >
      {open.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <div className="flex flex-col gap-2">
          <p className="text-muted">{t('open', { count: open.length })}</p>
          <ul className="row-links flex flex-col gap-1">
            {open.map(({ number, subject }) => (
              <li key={number}>
                <Link href={`${base}/support/${number}`}>
                  {number} · {subject}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}
