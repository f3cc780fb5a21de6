import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { nameAnnouncement } from '#/components/announcements/announcement-texts.ts'
import { CountsList } from '#/components/announcements/counts-list.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { sendAction } from '../../actions.ts'

export default definePage(
  '/admin/announcements/[announcement]/send',
  staff,
  async ({ grant, read, params }) => {
    const found = (await findAnnouncement(read, grant, params.announcement)) ?? notFound()
    const { id, state, counts, version, category, texts } = found
    if (state !== 'ready' || !counts || counts.accounts === 0) redirect(`/admin/announcements/${id}`)
    const t = await getTranslations('announcements')
    return (
      <Page
        title={t('send.title')}
        context={<Link href={`/admin/announcements/${id}`}>{await nameAnnouncement(texts)}</Link>}
        description={t('send.lead')}
      >
        {category === 'emergency' ? (
          <Banner meaning="attention" title={t('counts.emergency')}>
            {t('counts.emergencyText')}
          </Banner>
        ) : null}
        <Card>
          <CountsList counts={counts} />
        </Card>
        <div className="flex flex-wrap items-end gap-3">
          <ActionForm
            action={sendAction}
            id="send"
            hidden={{ announcement: id, version }}
            submit={t('send.confirm', { count: counts.reaches })}
          />
          <ButtonLink href={`/admin/announcements/${id}`}>{t('send.cancel')}</ButtonLink>
        </div>
      </Page>
    )
  },
)
