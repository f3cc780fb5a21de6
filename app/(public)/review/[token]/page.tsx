import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type CheckLink, type CheckLinkState, findCheckLink } from '#/lib/changes/checks/check-link.ts'
import { checkLinkTtl } from '#/lib/changes/checks/policy.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { linkPage, UnknownLink } from '../../public-page.tsx'
import { confirmCheckByMailAction } from './actions.ts'

/** The link shows only the account's name and the number of things to look at, because people forward mails. */
export default linkPage('/review/[token]', findCheckLink, async ({ found, token, query }) => {
  const t = await getTranslations('checks.link')
  if (!found) return <UnknownLink title={t('unknown.title')} text={t('unknown.text')} portal={t('portal')} />
  if (found.state === 'open') return <AskCheck found={found} token={token} />
  return <CheckEnding found={found} isDone={query.done === 'reviewed'} state={found.state} />
})

async function AskCheck({ found, token }: { found: CheckLink; token: string }) {
  const t = await getTranslations('checks.link')
  const checks = await getTranslations('checks')
  const { accountName, findings } = found
  return (
    <Page title={t('title')} of={[accountName]} description={t('lead')} zoned>
      <Question {...found} />
      {findings > 0 ? <Raised {...found} /> : null}
      <ActionForm action={confirmCheckByMailAction} id="review" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton variant={findings > 0 ? 'secondary' : 'primary'}>{checks('confirm')}</SubmitButton>
          <ToContacts {...found} />
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}

type CheckEndingProps = { found: CheckLink; state: Exclude<CheckLinkState, 'open'>; isDone: boolean }

/** Explains why the link asks nothing, and what to do. Only the portal names who answered, to members. */
async function CheckEnding({ found, state, isDone }: CheckEndingProps) {
  const t = await getTranslations('checks.link')
  return (
    <Page
      title={t(`${state}.title`)}
      of={[found.accountName]}
      description={t(`${state}.text`, { days: checkLinkTtl / day })}
      above={
        isDone && state === 'answered' ? <Banner meaning="good" role="status" title={t('done')} /> : null
      }
      zoned
    >
      <Question {...found} />
      {state === 'to-correct' ? <Raised {...found} /> : null}
      {state === 'not-theirs' ? null : (
        <div className="flex flex-col items-start gap-2">
          <ToContacts {...found} main={state === 'to-correct'} />
          <p className="text-muted text-small">{t('openText')}</p>
        </div>
      )}
    </Page>
  )
}

/** The account, the date of the question, and the date of the answer. */
async function Question({ accountName, askedAt, answeredAt }: CheckLink) {
  const t = await getTranslations('checks.link')
  return (
    <DescriptionList
      items={[
        { term: t('account'), description: accountName },
        { term: t('asked'), description: <Instant at={askedAt} /> },
        ...(answeredAt === null ? [] : [{ term: t('answeredAt'), description: <Instant at={answeredAt} /> }]),
      ]}
    />
  )
}

/** How many things to look at; the portal shows which. */
async function Raised({ findings }: CheckLink) {
  const t = await getTranslations('checks.link')
  return (
    <Banner meaning="attention" title={t('raised', { count: findings })}>
      {t('raisedText')}
    </Banner>
  )
}

/** Links to the contact information, for members after signing in. `main`: that is where to correct it. */
async function ToContacts({ accountSlug, main = false }: CheckLink & { main?: boolean }) {
  const t = await getTranslations('checks')
  const path = `/accounts/${accountSlug}/configuration/contact-information?env=production`
  return (
    <ButtonLink href={main ? `${path}#review` : path} variant={main ? 'primary' : 'secondary'}>
      {t(main ? 'correct' : 'link.open')}
    </ButtonLink>
  )
}
