import { getTranslations } from 'next-intl/server'
import { FieldChecklist } from '#/components/contacts/field-checklist.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { asEditor } from '#/lib/accounts/access/grants.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { draftProgress } from '#/lib/contacts/form/validate.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { contactsPath } from './paths.ts'

/**
 * The gate's checklist: the required fields in the draft, which autosave refreshes. Viewers have no form to link to. The
 * frame awaits it, so that a failing store leaves the page to explain the error.
 */
export async function renderGateChecklist(grant: AccountGrant) {
  const t = await getTranslations('gate.checklist')
  const { values } = await loadDraftOrLatest((await getStore()).read, grant)
  const progress = draftProgress(values, {
    memberIds: grant.members.map(({ userId }) => userId),
    merchantIssues: grant.integrationType.merchantIssues,
  })
  const names = await listFieldNames(progress.map(({ field }) => field))
  const done = progress.filter(({ state }) => state === 'done').length
  const required = progress.length
  return (
    <FieldChecklist
      title={t('title')}
      count={t(done === required ? 'ready' : 'count', { done, required })}
      fields={progress.map((one, index) => ({ ...one, name: names[index] ?? one.field }))}
      words={{ done: t('done'), missing: t('missing'), faulty: t('faulty') }}
      form={asEditor(grant) ? contactsPath(grant) : null}
    />
  )
}
