import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { definePage } from '#/app/define-page.tsx'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { renderCaseContent } from '#/components/cases/case-form.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type BulkKind, bulkKinds } from '#/db/words/bulk.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { bulkCaseCategories } from '#/lib/admin/bulk/form.ts'
import { type BulkPreview, previewBulk } from '#/lib/admin/bulk/preview.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findStashedForm } from '#/lib/identity/access/stashed-form.ts'
import { minutesFor } from '#/lib/notices/drills/policy.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { beginBulkAction, openCasesAction } from '../../actions.ts'

/** Shows what would be done to the selected accounts, before anything is sent. */
export default definePage('/admin/bulk/new/[kind]', staff, async ({ grant, read, params, query }) => {
  const kind = bulkKinds.find((one) => one === params.kind) ?? notFound()
  const t = await getTranslations('bulk')
  const accounts = await getTranslations('admin.accounts')
  const filters = accountFilters.read(query)
  const typed = new Map((await findStashedForm())?.entries)
  const category = bulkCaseCategories.find((one) => one === typed.get('category')) ?? 'other'
  const content = { category, subject: '', text: '', environment: 'production' } as const
  const work = kind === 'case' ? { kind, ...content } : { kind }
  const preview = await previewBulk(read, grant, filters, work)
  const selection = accountFilters.query(filters)
  const hidden = { kind, id: newId(), selection: new URLSearchParams(selection).toString() }
  const submit = t(`begin.${kind}`, { count: preview.acts })
  const table = accountFilters.href(filters)
  return (
    <Page
      title={t(`kinds.${kind}`)}
      parent={{ href: '/admin/accounts', name: accounts('title') }}
      description={t('preview.lead')}
    >
      <Card
        title={t('preview.selection')}
        actions={<ButtonLink href={table}>{t('preview.look')}</ButtonLink>}
      >
        <AudienceWords words={await formatFilters(filters, await listIntegrationTypes(read))} />
      </Card>
      <PreviewCard kind={kind} preview={preview}>
        {kind === 'case' ? (
          <BulkCaseForm
            action={openCasesAction}
            hidden={hidden}
            category={category}
            submit={preview.acts > 0 ? submit : undefined}
          />
        ) : preview.acts > 0 ? (
          <ActionForm id="bulk" action={beginBulkAction} hidden={hidden} submit={submit} />
        ) : null}
      </PreviewCard>
    </Page>
  )
})

type PreviewCardProps = { kind: BulkKind; preview: BulkPreview; children: ReactNode }

/** Says what a run would do: to how many accounts, and how many it skips and why. Nothing has been sent yet. */
async function PreviewCard({ kind, preview, children }: PreviewCardProps) {
  const { acts, skipped, reasons, named } = preview
  const t = await getTranslations('bulk')
  const duration = formatDuration(minutesFor(acts) * minute, await getLocale())
  return (
    <Card title={t(`preview.${kind}`, { count: acts })}>
      <div className="flex max-w-measure flex-col gap-2">
        {acts > 0 ? <p>{t(`explain.${kind}`, { duration })}</p> : <p>{t('preview.nothing')}</p>}
        <Names accounts={named.get(null) ?? []} count={acts} />
        {skipped > 0 ? (
          <>
            <p>{t('preview.skipped', { count: skipped })}</p>
            <ul className="list-disc pl-5">
              {[...reasons].map(([why, count]) => (
                <li key={why}>
                  {t('preview.reason', { why: t(`why.${why}`, { count }), count })}
                  <Names accounts={named.get(why) ?? []} count={count} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      {children}
    </Card>
  )
}

/** Accounts by name, and how many more there are. */
async function Names({ accounts, count }: { accounts: { slug: string; name: string }[]; count: number }) {
  const t = await getTranslations('bulk.preview')
  const more = count - accounts.length
  if (count === 0) return null
  return (
    <ul className="row-links wrap-anywhere">
      {accounts.map(({ slug, name }) => (
        <li key={slug}>
          <Link href={`/admin/accounts/${slug}`}>{name}</Link>
        </li>
      ))}
      {more > 0 ? <li>{t('more', { count: more })}</li> : null}
    </ul>
  )
}

type BulkCaseFormProps = {
  action: FormAction
  hidden: Record<string, string>
  /** What the cases are about, as the preview above counts it. */
  category: string
  /** Opens the cases; without it there are none to open. */
  submit: string | undefined
}

async function BulkCaseForm({ action, hidden, category, submit }: BulkCaseFormProps) {
  const t = await getTranslations('cases')
  const bulk = await getTranslations('bulk.case')
  return (
    <div className="max-w-measure">
      <ActionForm id="bulk" action={action} hidden={{ ...hidden, previewed: category }} submit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <FormSelect
            name="category"
            label={t('new.category')}
            hint={bulk('categoryHint')}
            fit
            defaultValue={category}
            options={bulkCaseCategories.map((value) => ({ value, label: t(`categories.${value}`) }))}
          />
          <SubmitButton name="intent" value="preview" variant="secondary">
            {bulk('choose')}
          </SubmitButton>
        </div>
        {await renderCaseContent({ words: 'staffNew', environment: 'production' })}
      </ActionForm>
    </div>
  )
}
