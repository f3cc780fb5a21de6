import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { namePurposes } from '#/components/notices/notice-words.ts'
import { PageTitle } from '#/components/page-title.tsx'
import { ReachView } from '#/components/reach/reach-view.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { currentEnvironment } from '#/lib/access/environment.ts'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { whomWouldEachReach } from '#/lib/notices/reach-queries.ts'
import { readReachQuestion } from '#/lib/notices/reach-question.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

type Props = PageProps<'/accounts/[account]/notices/reach'>

export default definePage(async ({ params, searchParams }: Props) => {
  const grant = await requireOpenAccount((await params).account, 'notices/reach')
  const { account } = grant
  const t = await getTranslations('reach')
  const notices = await getTranslations('notices')
  const { programmeName, escalationMinutes } = await currentSettings()
  const asked = readReachQuestion(await searchParams, await currentEnvironment())
  const base = `/accounts/${account.slug}`
  return (
    <>
      <PageTitle parts={[t('title'), account.name, programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href={`${base}/notices`}>{notices('one.back')}</Link>}
        description={t.rich('lead', {
          contacts: (words) => <Link href={`${base}/configuration/contact-information`}>{words}</Link>,
        })}
      />
      <ReachView
        path={`${base}/notices/reach`}
        asked={asked}
        each={await whomWouldEachReach((await getStore()).read, grant, asked.environment)}
        people={grant}
        names={await namePurposes(programmeName)}
        programme={programmeName}
        escalationMinutes={escalationMinutes}
      />
    </>
  )
})
