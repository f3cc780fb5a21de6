import { getTranslations } from 'next-intl/server'
import { NoticeFilter } from '#/components/notices/notice-filter.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor } from '#/lib/accounts/access/grants.ts'
import { partnerNotices } from '#/lib/notices/views/lists.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AccountPage, type AccountPageProps } from '../../account-page.tsx'
import { AnsweredBanner } from '../answered-banner.tsx'
import { renderFound, renderNoticeLists } from './lists.tsx'

/** The account's notices: the overview, or the result of the filters. */
export async function renderNotices({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('notices.page')
  const { programmeName: programme } = await currentSettings()
  const environment = await currentEnvironment()
  const base = `${grant.base}/notices`
  const chosen = partnerNotices.read(query)
  const after = partnerNotices.after(query)
  const { search, state, kind } = chosen
  const asks = search !== '' || state !== null || kind !== null || after !== null
  const answered = `${query.done ?? ''} ${query.notice ?? ''}`
  const shown = { grant, read, environment, base, chosen, answered }
  return (
    <AccountPage
      grant={grant}
      title={t('title')}
      description={
        environment === 'sandbox' ? (
          t('sandbox')
        ) : (
          <span className="max-sm:hidden">{t('lead', { programme })}</span>
        )
      }
      actions={
        <>
          {asEditor(grant) ? <SmallLink href={`${base}/test`}>{t('test')}</SmallLink> : null}
          <SmallLink href={`${base}/reach`}>{t('reach')}</SmallLink>
        </>
      }
      zoned
    >
      <AnsweredBanner
        grant={grant}
        read={read}
        query={query}
        from={{ from: 'notices', view: partnerNotices.href(chosen, after, '') }}
      />
      <NoticeFilter base={base} chosen={chosen} />
      {asks ? await renderFound({ ...shown, after }) : await renderNoticeLists(shown)}
    </AccountPage>
  )
}
