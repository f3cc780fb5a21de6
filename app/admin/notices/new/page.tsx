import { getMessages, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { labelsIn } from '#/components/form/field-labels.ts'
import { renderHandFields } from '#/components/notices/staff/hand-fields.tsx'
import { HandForm } from '#/components/notices/staff/hand-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { listAccountNames } from '#/lib/accounts/search/named-queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { sendByHandAction } from './actions.ts'

export default definePage('/admin/notices/new', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminNotices')
  const fields = await renderHandFields({
    account: typeof query.account === 'string' ? query.account.slice(0, 100) : '',
    accounts: await listAccountNames(read, grant),
  })
  return (
    <Page
      title={t('send')}
      context={<Link href="/admin/notices">{t('all')}</Link>}
      description={t('write.lead')}
    >
      <HandForm
        action={sendByHandAction}
        formKey={newId()}
        labels={labelsIn(fields)}
        texts={{ ...(await getMessages()).adminNotices.summary, preview: t('write.preview') }}
      >
        {fields}
      </HandForm>
    </Page>
  )
})
