import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { sourceStatus } from '#/lib/identity/keys/policy.ts'
import { findSource } from '#/lib/identity/keys/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { revokeSourceAction } from '../../actions.ts'

const back = '/admin/settings/sources'

export default definePage(
  '/admin/settings/sources/[source]/revoke',
  admin,
  async ({ grant, read, params }) => {
    const source = (await findSource(read, grant, params.source)) ?? notFound()
    const t = await getTranslations('sources')
    const format = await getFormatter()
    const say = (at: number | null) =>
      at === null ? '' : format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
    const status = sourceStatus(source, now())
    const { lastUsedAt } = source
    return (
      <Page
        asks
        title={t('revoke.title', { name: source.name })}
        parent={{ href: back, name: t('title') }}
        description={lastUsedAt === null ? t('revoke.unused') : t('revoke.used', { at: say(lastUsedAt) })}
      >
        {status === 'revoked' ? (
          <Banner meaning="information" title={t('revoke.already', { at: say(source.revokedAt) })} />
        ) : (
          <ActionForm
            action={revokeSourceAction}
            id="revoke"
            hidden={{ source: source.id }}
            submit={t('revoke.action')}
            variant="danger"
            cancel={`${back}#revoke-${source.id}`}
          >
            <p className="max-w-measure">
              {t('revoke.text', { hint: source.hint })}{' '}
              {source.scopes.includes('accounts:write') ? t('revoke.invitations') : null}
            </p>
          </ActionForm>
        )}
      </Page>
    )
  },
)
