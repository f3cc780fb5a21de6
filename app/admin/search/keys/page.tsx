import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { KeysSetting } from '#/components/palette/keys-setting.tsx'
import { KeysTable } from '#/components/palette/keys-table.tsx'
import { listKeyTexts } from '#/components/palette/palette-texts.ts'
import { Page } from '#/components/shell/page.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'

export default definePage('/admin/search/keys', staff, async () => {
  const t = await getTranslations('palette')
  const texts = await listKeyTexts()
  return (
    <Page title={texts.title} description={texts.lead} parent={{ href: '/admin/search', name: t('title') }}>
      <div className="flex max-w-measure flex-col gap-6">
        <KeysTable texts={texts} />
        <KeysSetting texts={texts} />
      </div>
    </Page>
  )
})
