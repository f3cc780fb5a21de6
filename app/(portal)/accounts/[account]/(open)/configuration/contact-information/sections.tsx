import { getTranslations } from 'next-intl/server'
import {
  type ContactDetailsProps,
  FieldContent,
  listShownFields,
} from '#/components/contacts/contact-details.tsx'
import { ContactPanel } from '#/components/contacts/contact-panel.tsx'
import { SectionDraft } from '#/components/contacts/section-draft.tsx'
import { CloseLink } from '#/components/contacts/section-links.tsx'
import { SectionSummary } from '#/components/contacts/section-summary.tsx'
import { type FieldId, fieldIds, isEditable, isRouted, rowOf } from '#/db/words/accounts.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { validateSection } from '#/lib/contacts/form/validate.ts'
import { differingFields, toFormValues } from '#/lib/contacts/form/values.ts'
import { AccountDoneBanner } from '../../../account-done-banner.tsx'
import type { AccountPageProps } from '../../../account-page.tsx'
import { autosaveContactsAction, contactFormAction } from '../../../contact-actions.ts'
import { formatContactErrors, formatFieldLines, listDayNames } from '../../../contact-texts.ts'
import { TestForm } from '../../notices/test-form.tsx'
import { discardSectionDraftAction, submitSectionDraftAction } from './section-actions.ts'

type SectionsProps = AccountPageProps & {
  /** An editor's draft or last revision; null for other readers. */
  editing: { grant: AccountGrant<'viewer' | 'editor'>; stored: StoredContacts } | null
  details: ContactDetailsProps
  path: string
}

/** The field that the page shows as a form, and the one that the last command was about. */
function readSection(asked: string | string[] | undefined): FieldId | undefined {
  return fieldIds.find((field) => field === asked)
}

/** The fields of the draft that differ from the last revision. */
export function listDrafted({ draft, values }: StoredContacts, { contacts }: AccountGrant): FieldId[] {
  return draft ? differingFields(values, toFormValues(contacts)) : []
}

/** Each field as text, and one as a form, for people who may change it. */
export async function Sections(props: SectionsProps) {
  const { grant, editing, details, path, query } = props
  const shown = listShownFields(details)
  const names = await listFieldNames(shown)
  const days = await listDayNames()
  const environment = await currentEnvironment()
  const drafted = editing ? listDrafted(editing.stored, grant) : []
  const { merchantIssues } = details
  const mayEdit = (field: FieldId) =>
    editing !== null && !grant.readOnly && isEditable(field, { environment, merchantIssues })
  const open = readSection(query.edit)
  const done = readSection(query.section)
  const sections = shown.map((field, index) => ({ field, name: names[index] ?? field }))
  return (
    <div className="flex flex-col divide-y divide-line rounded-box border border-line bg-surface">
      {sections.map(({ field, name }) =>
        editing && field === open && mayEdit(field) ? (
          <SectionEditor key={field} {...props} {...editing} field={field} name={name} drafted={drafted} />
        ) : (
          <SectionSummary
            key={field}
            field={field}
            name={name}
            mark={rowOf(field).audience}
            done={done === field ? <AccountDoneBanner {...props} /> : null}
            edit={mayEdit(field) ? { path } : null}
            test={editing && isRouted(field) ? <TestForm {...{ grant, field, name }} size="small" /> : null}
            sandboxHref={
              editing && field === 'alerts' && environment === 'sandbox' ? `${path}?env=production` : null
            }
            draft={
              editing && drafted.includes(field) ? (
                <SectionDraft
                  field={field}
                  name={name}
                  saved={editing.stored.draft}
                  words={formatFieldLines(editing.stored.values, field, {
                    members: grant.members,
                    endpoints: details.endpoints,
                    days,
                  })}
                  hidden={{
                    account: grant.account.slug,
                    environment,
                    version: editing.stored.version,
                    section: field,
                  }}
                  actions={
                    mayEdit(field)
                      ? { submit: submitSectionDraftAction, discard: discardSectionDraftAction }
                      : null
                  }
                />
              ) : null
            }
          >
            <FieldContent {...details} field={field} />
          </SectionSummary>
        ),
      )}
    </div>
  )
}

type OfField = { field: FieldId; name: string }

type SectionEditorProps = Omit<SectionsProps, 'editing' | 'grant'> &
  NonNullable<SectionsProps['editing']> &
  OfField & { drafted: readonly FieldId[] }

/** One field as a form, with the draft if it has one. */
async function SectionEditor(props: SectionEditorProps) {
  const { grant, stored, query, field, name, drafted, path, details } = props
  const t = await getTranslations('contacts.section')
  const checked =
    query.check === undefined
      ? null
      : validateSection(stored.values, field, {
          memberIds: grant.members.map(({ userId }) => userId),
          merchantIssues: grant.integrationType.merchantIssues,
          environment: await currentEnvironment(),
          previous: grant.contacts,
          endpoints: details.endpoints,
        })
  return (
    <div className="p-4 sm:p-6">
      <ContactPanel
        grant={grant}
        kept={drafted.includes(field) ? stored : { ...stored, draft: null }}
        statuses={details.statuses}
        endpoints={details.endpoints}
        actions={{ action: contactFormAction, autosave: autosaveContactsAction }}
        askedZone={query.zone}
        section={field}
        errors={checked && !checked.ok ? await formatContactErrors(checked.errors) : undefined}
        close={
          <CloseLink field={field} path={path} aria-label={t('closeOf', { field: name })}>
            {t('close')}
          </CloseLink>
        }
      />
    </div>
  )
}
