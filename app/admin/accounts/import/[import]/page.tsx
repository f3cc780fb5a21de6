import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { ImportRows } from '#/components/imports/import-rows.tsx'
import { ImportStanding } from '#/components/imports/import-standing.tsx'
import { ImportStateBadge } from '#/components/imports/import-state.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import type { ImportState } from '#/db/words/imports.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { importRowList } from '#/lib/changes/imports/lists.ts'
import { chooseShown, findImport, listRows } from '#/lib/changes/imports/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { discardImportAction, startImportAction, stopImportAction } from './actions.ts'

const base = '/admin/accounts/import'

export default definePage(
  '/admin/accounts/import/[import]',
  admin,
  async ({ grant, read, params, query }) => {
    const t = await getTranslations('imports')
    const format = await getFormatter()
    const standing = await findImport(read, grant, params.import)
    const { import: one, counts } = standing
    const shown = chooseShown(counts, importRowList.read(query).rows)
    const after = importRowList.after(query)
    const page = await listRows(read, grant, one.id, { state: shown, after: after ?? -1 })
    const title = t('one.title', { file: one.fileName || t('one.unnamed') })
    const at = format.dateTime(one.createdAt, { dateStyle: 'medium', timeStyle: 'short' })
    const path = `${base}/${one.id}`
    return (
      <Page
        title={title}
        status={<ImportStateBadge state={one.state} />}
        parent={{ href: base, name: t('title') }}
        description={
          one.createdBy === null
            ? t('one.uploadedAtCommandLine', { at })
            : t('one.uploaded', { at, name: standing.createdBy })
        }
        zoned
      >
        <DoneBanner
          done={query.done}
          known={['started', 'resumed', 'stopped']}
          title={(word) => t(`outcomes.${word}`)}
        />
        <ImportStanding standing={standing} path={path} />
        <ImportSteps id={one.id} state={one.state} remaining={counts.new} />
        <ImportRows
          path={path}
          isRefused={one.state === 'refused'}
          counts={counts}
          shown={shown}
          page={page}
          after={after}
          types={await listIntegrationTypes(read)}
        />
      </Page>
    )
  },
)

async function ImportSteps({ id, state, remaining }: { id: string; state: ImportState; remaining: number }) {
  const t = await getTranslations('imports')
  const hidden = { import: id }
  const start = { action: startImportAction, id: 'start' }
  return (
    <ButtonRow>
      {state === 'checked' && remaining > 0 ? (
        <ActionForm {...start} hidden={hidden} submit={t('checked.action', { count: remaining })} />
      ) : null}
      {state === 'stopped' ? (
        <ActionForm {...start} hidden={{ ...hidden, again: 'yes' }} submit={t('stopped.action')} />
      ) : null}
      {state === 'running' ? (
        <ActionForm
          action={stopImportAction}
          id="stop"
          hidden={hidden}
          submit={t('running.stop')}
          variant="secondary"
        />
      ) : null}
      {state === 'refused' ? (
        <>
          <ButtonLink href={base} variant="primary">
            {t('one.corrected')}
          </ButtonLink>
          <PlainLink href={`${base}/${id}/faults.csv`} download>
            {t('refused.download')}
          </PlainLink>
        </>
      ) : null}
      {state === 'checked' || state === 'refused' ? (
        <ActionForm
          action={discardImportAction}
          id="discard"
          hidden={hidden}
          submit={t('one.discard')}
          variant="quiet"
        />
      ) : null}
      {state === 'done' ? <ButtonLink href={base}>{t('one.another')}</ButtonLink> : null}
    </ButtonRow>
  )
}
