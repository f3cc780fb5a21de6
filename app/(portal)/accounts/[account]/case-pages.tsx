import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { CaseFacts } from '#/components/cases/case-facts.tsx'
import { CaseForm } from '#/components/cases/case-form.tsx'
import { CaseSearch } from '#/components/cases/case-search.tsx'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { CaseTable } from '#/components/cases/case-table.tsx'
import { CaseConversation } from '#/components/cases/case-thread.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { FactsColumns } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { accountCases } from '#/lib/cases/lists.ts'
import { canAnswer, canClose, canFollowUp } from '#/lib/cases/policy.ts'
import { findCaseOf, listCases } from '#/lib/cases/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { AccountPage, type AccountPageProps } from './account-page.tsx'
import { answerCaseAction, openCaseAction } from './case-actions.ts'
import { supportPath } from './paths.ts'

// The support pages are the same on both sides of the gate.
type OfCase = AccountPageProps & { params: { number: string } }

export async function renderCases({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('cases')
  const base = supportPath(grant)
  const after = accountCases.after(query)
  const view = accountCases.read(query)
  const { cases, next, refused } = await findOrRefuse(() => listCases(read, grant, after, view), {
    cases: [],
    next: null,
  })
  const contact = (
    <ButtonLink href={`${base}/new`} variant="primary" icon="speech">
      {t('contact')}
    </ButtonLink>
  )
  const empty = cases.length === 0 && !after && !view.search
  return (
    <AccountPage
      grant={grant}
      title={t('title')}
      description={t('lead')}
      actions={empty ? undefined : contact}
    >
      {empty ? (
        <EmptyState icon="speech" title={t('empty.title')} action={contact}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <>
          <CaseSearch view={view} path={base} />
          {refused ?? (
            <CaseTable
              base={base}
              view={view}
              cases={cases}
              after={after}
              next={next}
              empty={{ icon: 'speech', title: t('search.none'), text: t('search.noneText') }}
            />
          )}
        </>
      )}
    </AccountPage>
  )
}

export async function renderNewCase({ grant }: AccountPageProps) {
  const t = await getTranslations('cases')
  const base = supportPath(grant)
  const { programmeName: programme } = await currentSettings()
  return (
    <AccountPage
      grant={grant}
      parent={{ href: base, name: t('all') }}
      title={t('new.title')}
      description={t('new.lead', { programme })}
    >
      <CaseForm
        action={unlessReadOnly(grant, openCaseAction)}
        account={grant.account.slug}
        environment={await environmentOf(grant)}
        back={base}
      />
    </AccountPage>
  )
}

/** The form for a new case that follows up a closed one; an open case takes an answer instead. */
export async function renderFollowUp({ grant, read, params: { number } }: OfCase) {
  const t = await getTranslations('cases')
  const base = supportPath(grant)
  const followed = (await readThread(read, grant, number)).case
  if (!canFollowUp(followed.status)) redirect(`${base}/${followed.number}`)
  return (
    <AccountPage
      grant={grant}
      parent={{ href: `${base}/${followed.number}`, name: t('number', { number: followed.number }) }}
      title={t('followUp.title', { number: followed.number })}
      description={t('followUp.lead', { number: followed.number })}
    >
      <CaseForm
        action={unlessReadOnly(grant, openCaseAction)}
        account={grant.account.slug}
        environment={followed.environment}
        back={`${base}/${followed.number}`}
        follows={followed}
      />
    </AccountPage>
  )
}

/** One case: its messages, and while it is open the form that answers or closes it. */
export async function renderCase({ grant, read, params: { number }, query }: OfCase) {
  const t = await getTranslations('cases')
  const base = supportPath(grant)
  const thread = await readThread(read, grant, number)
  const shown = thread.case
  const open = canAnswer(shown.status)
  const name = t('number', { number: shown.number })
  return (
    <AccountPage
      grant={grant}
      name={`${name}: ${shown.subject}`}
      parent={{ href: base, name: t('all') }}
      title={shown.subject}
      status={<CaseStatusBadges status={shown.status} category={shown.category} />}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['opened', 'answered', 'closed']}
        title={(word) => t(`done.${word}`, { number: shown.number })}
      />
      <FactsColumns
        facts={<CaseFacts case={shown} follows={thread.follows} followedBy={thread.followedBy} base={base} />}
      >
        <CaseConversation messages={thread.messages} />
        <AnswerForm
          grant={grant}
          number={shown.number}
          ended={!open}
          closable={canClose(shown.status, thread.messages[0]?.fromStaff ?? false)}
        />
        {open ? null : (
          <Banner
            meaning="information"
            title={t('status.closed')}
            action={
              <ButtonLink href={`${base}/${shown.number}/follow-up`}>{t('followUp.action')}</ButtonLink>
            }
          >
            {t('followUp.closed')}
          </Banner>
        )}
      </FactsColumns>
    </AccountPage>
  )
}

/** The gate always shows Production (product.md, The gate). */
async function environmentOf({ locked }: AccountGrant) {
  return locked ? 'production' : currentEnvironment()
}

async function readThread(read: Reader, grant: AccountGrant, number: string) {
  const thread = /^[1-9][0-9]{0,8}$/.test(number) ? await findCaseOf(read, grant, Number(number)) : null
  return thread ?? notFound()
}

type AnswerFormProps = { grant: AccountGrant; number: number; ended: boolean; closable: boolean }

/** The form for an answer, which can close a case of the account's own. */
async function AnswerForm({ grant, number, ended, closable }: AnswerFormProps) {
  const t = await getTranslations('cases.answer')
  return (
    <section className="max-w-measure empty:hidden">
      <ActionForm
        action={unlessReadOnly(grant, answerCaseAction)}
        id="answer"
        // A new key, so that sending the form twice writes one answer.
        hidden={{ account: grant.account.slug, number, key: newId() }}
        ended={ended}
      >
        <FormTextarea
          name="text"
          label={t('title')}
          hint={closable ? t('hint') : undefined}
          required={!closable}
        />
        <ButtonRow>
          <SubmitButton name="intent" value="reply">
            {t('submit')}
          </SubmitButton>
          {closable ? (
            <SubmitButton name="intent" value="close" variant="secondary">
              {t('close')}
            </SubmitButton>
          ) : null}
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
