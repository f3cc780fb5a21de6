import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { numberTexts } from '#/components/programme/numbers.ts'
import {
  CompletePicture,
  HappenedPicture,
  ReachPicture,
  TimePicture,
} from '#/components/programme/pictures.tsx'
import { TonePatterns } from '#/components/programme/tones.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { type ProgrammePeriod, spans } from '#/lib/admin/programme/policy.ts'
import { readProgramme } from '#/lib/admin/programme/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export default definePage('/admin/programme', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('programme')
  const span = spans.find((known) => known === query.span) ?? 'month'
  const { today, soundless, periods } = await readProgramme(read, grant, span)
  return (
    <Page title={t('title')} description={t('lead')}>
      {today.accounts === 0 ? (
        <EmptyState
          icon="people"
          title={t('empty.title')}
          action={<ButtonLink href="/admin/accounts">{t('empty.accounts')}</ButtonLink>}
        >
          {t('empty.text')}
        </EmptyState>
      ) : (
        <>
          <Tabs
            label={t('spans.label')}
            tabs={spans.map((each) => ({
              href: `/admin/programme?span=${each}`,
              label: t(`spans.${each}`),
              current: each === span,
            }))}
          />
          <TonePatterns />
          <div className="grid gap-6 xl:grid-cols-2">
            <CompletePicture today={today} periods={periods} />
            <TimePicture periods={periods} />
            <ReachPicture reachability={today.reachability} soundless={soundless} />
            <AnswersPicture periods={periods} />
            <div className="grid xl:col-span-2">
              <DeliveriesPicture periods={periods} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
})

async function AnswersPicture({ periods }: { periods: readonly ProgrammePeriod[] }) {
  const t = await getTranslations('programme.answers')
  const words = await numberTexts()
  return (
    <HappenedPicture
      title={t('title')}
      periods={periods}
      countsOf={({ answers }) => answers}
      series={[
        { name: 'inTime', tone: 'good', word: t('inTime') },
        { name: 'missed', tone: 'bad', word: t('missed') },
      ]}
      says={({ inTime }, sum) =>
        sum === 0 ? t('none') : t('says', { count: sum, share: words.share(inTime, sum) })
      }
      footer={
        <>
          {t('means')} <Link href="/admin/accounts?overdue=yes">{t('accounts')}</Link>
        </>
      }
    />
  )
}

async function DeliveriesPicture({ periods }: { periods: readonly ProgrammePeriod[] }) {
  const t = await getTranslations('programme.deliveries')
  const words = await numberTexts()
  return (
    <HappenedPicture
      title={t('title')}
      periods={periods}
      countsOf={({ deliveries }) => deliveries}
      series={[
        { name: 'accepted', tone: 'plain', word: t('accepted') },
        { name: 'delivered', tone: 'striped', word: t('delivered') },
        { name: 'failed', tone: 'bad', word: t('failed'), href: '/admin/notices/deliveries?status=failed' },
        {
          name: 'expired',
          tone: 'attention',
          word: t('expired'),
          href: '/admin/notices/deliveries?status=expired',
        },
      ]}
      says={({ accepted, delivered }, sum) =>
        sum === 0 ? t('none') : t('says', { count: sum, share: words.share(accepted + delivered, sum) })
      }
      footer={
        <>
          {t('means')} <Link href="/admin/accounts?bouncing=yes">{t('accounts')}</Link>
        </>
      }
    />
  )
}
