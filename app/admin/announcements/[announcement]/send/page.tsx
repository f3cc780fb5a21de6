import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { nameAnnouncement } from '#/components/announcements/announcement-words.ts'
import { CountsList } from '#/components/announcements/counts-list.tsx'
import { OneButtonForm } from '#/components/form/one-button-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { sendAction } from '../actions.ts'

export default definePage(async ({ params }: PageProps<'/admin/announcements/[announcement]/send'>) => {
  const grant = await requireStaff()
  const found = await findAnnouncement((await getStore()).read, grant, (await params).announcement)
  if (!found) notFound()
  const { id, state, counts, version, category, texts } = found
  if (state !== 'ready' || !counts || counts.accounts === 0) redirect(`/admin/announcements/${id}`)
  const t = await getTranslations('announcements')
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('send.title'), programmeName]} />
      <PageHeader
        title={t('send.title')}
        context={<Link href={`/admin/announcements/${id}`}>{await nameAnnouncement(texts)}</Link>}
        description={t('send.lead')}
      />
      {category === 'emergency' ? (
        <Banner meaning="attention" title={t('counts.emergency')}>
          {t('counts.emergencyText')}
        </Banner>
      ) : null}
      <Card>
        <CountsList counts={counts} />
      </Card>
      <div className="flex flex-wrap items-end gap-3">
        <OneButtonForm action={sendAction} id="send" hidden={{ announcement: id, version }}>
          {t('send.confirm', { count: counts.accounts })}
        </OneButtonForm>
        <ButtonLink href={`/admin/announcements/${id}`}>{t('send.cancel')}</ButtonLink>
      </div>
    </>
  )
})
