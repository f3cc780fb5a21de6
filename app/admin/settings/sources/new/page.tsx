import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Page } from '#/components/shell/page.tsx'
import { SourceForm } from '#/components/sources/source-form.tsx'
import { env } from '#/env.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addSourceAction } from '../actions.ts'

const back = '/admin/settings/sources'

export default definePage('/admin/settings/sources/new', admin, async () => {
  const t = await getTranslations('sources')
  return (
    <Page title={t('new.title')} context={<Link href={back}>{t('title')}</Link>} description={t('new.lead')}>
      <SourceForm action={addSourceAction} formKey={newId()} appUrl={env.APP_URL} back={back} />
    </Page>
  )
})
