import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { usableKeys } from '#/lib/identity/keys/policy.ts'
import { findSource } from '#/lib/identity/keys/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { revokeKeyAction } from '../../../actions.ts'

export default definePage(
  '/admin/settings/sources/[source]/keys/[key]',
  admin,
  async ({ grant, read, params }) => {
    const source = (await findSource(read, grant, params.source)) ?? notFound()
    const key = source.keys.find(({ id }) => id === params.key) ?? notFound()
    const t = await getTranslations('sources.revoke')
    const format = await getFormatter()
    const formatTime = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
    const { hint, lastUsedAt, revokedAt } = key
    const { name } = source
    const back = `/admin/settings/sources/${source.id}`
    const isLast = usableKeys(source, now()).every(({ id }) => id === key.id)
    return (
      <Page
        asks
        title={t('title', { hint })}
        parent={{ href: back, name }}
        description={lastUsedAt === null ? t('unused') : t('used', { at: formatTime(lastUsedAt) })}
      >
        {revokedAt !== null ? (
          <Banner meaning="information" title={t('already', { at: formatTime(revokedAt) })} />
        ) : (
          <ActionForm
            action={revokeKeyAction}
            id="revoke"
            hidden={{ key: key.id, source: source.id }}
            submit={t('action')}
            variant="danger"
            cancel={`${back}#revoke-${key.id}`}
          >
            <p className="max-w-measure">
              {t('text')} {source.scopes.includes('accounts:write') ? t('invitations') : null}
            </p>
            <p className="max-w-measure font-medium">{isLast ? t('last', { name }) : t('other', { name })}</p>
          </ActionForm>
        )}
      </Page>
    )
  },
)
