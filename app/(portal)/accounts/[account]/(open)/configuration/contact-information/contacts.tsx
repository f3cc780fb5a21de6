import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import { BrandPageLink } from '#/components/contacts/brand-page-link.tsx'
import { RefusedBanner } from '#/components/contacts/refused-banner.tsx'
import { RevisionHistory } from '#/components/contacts/revision-history.tsx'
import { DraftsBanner } from '#/components/contacts/section-draft.tsx'
import { WeekPicture } from '#/components/contacts/week-picture.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { ButtonLink, SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { revisionList } from '#/lib/accounts/revisions/revision-list.ts'
import { listRevisions } from '#/lib/accounts/revisions/revision-queries.ts'
import type { Finding } from '#/lib/changes/checks/findings.ts'
import { findPendingCheck, type PendingCheck } from '#/lib/changes/checks/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { parsePictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AccountDoneBanner, CheckDoneBanner } from '../../../account-done-banner.tsx'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { confirmCheckAction } from '../../../check-actions.ts'
import { ConfigurationTabs } from '../../../configuration-tabs.tsx'
import { contactsPath, endpointsPath } from '../../../paths.ts'
import { submitSectionDraftsAction } from './section-actions.ts'
import { listDrafted, Sections } from './sections.tsx'

/** The account's contact information and its history; owners and editors change one field at a time. */
export async function renderContacts(shown: AccountPageProps) {
  const { grant, read, query } = shown
  const contacts = await getTranslations('contacts')
  const gate = await getTranslations('gate')
  const notices = await getTranslations('notices.page')
  const { programmeName: programme } = await currentSettings()
  const { account, actor } = grant
  const editor = asEditor(grant)
  const path = contactsPath(grant)
  const stored = editor && (await loadDraftOrLatest(read, grant))
  const statuses = await readStates(read, grant, stored?.values)
  const environment = await currentEnvironment()
  const drafted = editor && stored ? listDrafted(stored, grant) : []
  const question = editor && (await findPendingCheck(read, editor))
  const before = revisionList.after(query)
  const history = await listRevisions(read, grant, before)
  return (
    <AccountPage
      grant={grant}
      title={gate('title')}
      description={contacts('page.description', { programme })}
      actions={
        <>
          <BrandPageLink account={account} contacts={grant.contacts} />
          <SmallLink href={`${grant.base}/notices/reach`}>{notices('reach')}</SmallLink>
        </>
      }
    >
      <ConfigurationTabs grant={grant} />
      {query.section === undefined ? <AccountDoneBanner {...shown} /> : null}
      <CheckDoneBanner {...shown} />
      {before === null ? <RefusedBanner entries={history.entries} /> : null}
      {question ? (
        <CheckCard
          account={account.slug}
          path={path}
          question={question}
          action={unlessReadOnly(grant, confirmCheckAction)}
        />
      ) : null}
      {editor && stored && drafted.length > 1 && environment === 'production' ? (
        <DraftsBanner
          names={await listFieldNames(drafted)}
          hidden={{
            account: account.slug,
            environment,
            version: stored.version,
          }}
          action={unlessReadOnly(grant, submitSectionDraftsAction)}
        />
      ) : null}
      <Sections
        {...shown}
        editing={editor && stored && { grant: editor, stored }}
        path={path}
        details={{
          contacts: grant.contacts,
          missing: grant.missing,
          statuses,
          endpoints: await listEndpoints(read, grant),
          endpointsPath:
            editor && !grant.readOnly && environment === 'production' ? endpointsPath(grant) : undefined,
          readerId: actor.user.id,
          members: grant.members,
          merchantIssues: grant.integrationType.merchantIssues,
          defaultLocale: account.defaultLocale,
          editPath: editor && !grant.readOnly ? path : undefined,
          picture: (
            <WeekPicture
              windows={grant.contacts?.['support-hours'] ?? []}
              shown={parsePictureZone(query.zone, actor.user.timeZone ?? businessZone(grant.contacts))}
              path={path}
            />
          ),
        }}
      />
      <RevisionHistory page={history} path={path} newest={before === null} />
    </AccountPage>
  )
}

type CheckCardProps = { account: string; path: string; question: PendingCheck; action: FormAction | null }

/** The question above the contact information to check: what to look at, and the answer (notices.md, Check). */
async function CheckCard({ account, path, question, action }: CheckCardProps) {
  const t = await getTranslations('checks')
  const format = await getFormatter()
  const { dueAt, version, findings, needsCorrection } = question
  const at = format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <div id="review" className="scroll-mt-24">
      <Card title={t('card.title')} description={t('card.since', { at, zone: await nameReaderZone() })}>
        {findings.length > 0 ? (
          <>
            <h3 className="text-base">{t('card.raised')}</h3>
            <RaisedList findings={findings} />
          </>
        ) : (
          <p>{t('card.nothing')}</p>
        )}
        <p className="max-w-measure">
          {needsCorrection ? t('card.first', { wrong: nameWrong(findings) }) : t('card.how')}
        </p>
        {needsCorrection ? (
          <p>
            <ButtonLink variant="primary" href={editPath(path, findings[0]?.fields[0])}>
              {t('correct')}
            </ButtonLink>
          </p>
        ) : null}
        <ActionForm
          action={action}
          id="review-card"
          hidden={{ account }}
          version={version}
          ended={needsCorrection}
          submit={t('confirm')}
          variant="secondary"
        />
      </Card>
    </div>
  )
}

const editPath = (path: string, field = ''): string => `${path}?edit=${field}#${field}`

const meanings = {
  bouncing: 'bad',
  unreached: 'bad',
  failing: 'bad',
  unconfirmed: 'attention',
  away: 'attention',
} as const

/** What keeps everybody from saying that all is right. */
function nameWrong(findings: readonly Finding[]): 'bouncing' | 'unreached' | 'both' {
  const isRaised = (kind: Finding['kind']) => findings.some((one) => one.kind === kind)
  if (isRaised('bouncing') && isRaised('unreached')) return 'both'
  return isRaised('bouncing') ? 'bouncing' : 'unreached'
}

/** Lists the contacts to look at, each with its role and links to its fields on the same page. */
function RaisedList({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="flex max-w-measure flex-col gap-4">
      {findings.map((one) => (
        <li key={`${one.kind} ${one.address}`}>
          <RaisedEntry {...one} />
        </li>
      ))}
    </ul>
  )
}

async function RaisedEntry({ kind, name, address, fields, since }: Finding) {
  const t = await getTranslations('checks.raised')
  const status = await getTranslations('addressStatus')
  const format = await getFormatter()
  const names = await listFieldNames(fields)
  const ink = kind === 'bouncing' || kind === 'failing' ? 'text-bad' : name ? 'text-muted' : ''
  const day = since === null ? '' : format.dateTime(since, { dateStyle: 'long' })
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={`wrap-anywhere font-semibold ${name ? '' : ink}`}>
          {kind === 'unreached' ? t('unreached.title') : name || address}
        </span>
        {name ? <span className={`wrap-anywhere ${ink}`}>{address}</span> : null}
        <Badge meaning={meanings[kind]}>
          {kind === 'bouncing' || kind === 'unconfirmed' ? status(kind) : t(`${kind}.badge`)}
        </Badge>
      </span>
      <span className="block text-small">
        {since === null ? t('unconfirmed.ever') : t(`${kind}.text`, { day })}
      </span>
      <span className="block text-small">
        {t('serves')}{' '}
        {fields.map((field, index) => (
          <Fragment key={field}>
            {index > 0 ? ', ' : null}
            <a href={`#${field}`}>{names[index]}</a>
          </Fragment>
        ))}
      </span>
    </>
  )
}
