import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { SourceForm } from '#/components/sources/source-form.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { env } from '#/env.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addSourceAction } from './actions.ts'

const back = '/admin/settings/sources'

export default definePage(async () => {
  await requireStaff('admin')
  const t = await getTranslations('sources')
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('new.title'), programmeName]} />
      <PageHeader
        title={t('new.title')}
        context={<Link href={back}>{t('title')}</Link>}
        description={t('new.lead')}
      />
      <SourceForm action={addSourceAction} formKey={newId()} appUrl={env.APP_URL} back={back} />
    </>
  )
})
