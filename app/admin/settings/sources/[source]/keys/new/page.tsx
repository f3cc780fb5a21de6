import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { NewKey } from '#/components/sources/new-key.tsx'
import { ExpiryField } from '#/components/sources/source-fields.tsx'
import { env } from '#/env.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { findSource } from '#/lib/identity/keys/queries.ts'
import { nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addKeyAction } from '../../../actions.ts'

const list = '/admin/settings/sources'

/** Adds a key to a source; the key then replaces the form, once only. */
export default definePage(
  '/admin/settings/sources/[source]/keys/new',
  admin,
  async ({ grant, read, params }) => {
    const source = (await findSource(read, grant, params.source)) ?? notFound()
    const t = await getTranslations('sources.newKey')
    const { name } = source
    const back = `${list}/${source.id}`
    const answer = (
      <NewKey
        title={t('made')}
        once={t('once')}
        appUrl={env.APP_URL}
        back={{ href: back, name: t('back', { name }) }}
      />
    )
    return (
      <Page title={t('title', { name })} parent={{ href: back, name }} description={t('lead')}>
        <div className="max-w-measure">
          {/* The key identifies this form, so that sending it twice makes one key. */}
          <ActionForm
            action={addKeyAction}
            id="key"
            hidden={{ key: newId(), source: source.id }}
            submit={t('action')}
            cancel={back}
            answer={answer}
          >
            <ExpiryField zone={await nameReaderZone()} />
          </ActionForm>
        </div>
      </Page>
    )
  },
)
