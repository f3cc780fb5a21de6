import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnswersPicture } from '#/components/programme/answers-picture.tsx'
import { CompletePicture } from '#/components/programme/complete-picture.tsx'
import { DeliveriesPicture } from '#/components/programme/deliveries-picture.tsx'
import { ReachPicture } from '#/components/programme/reach-picture.tsx'
import { TimePicture } from '#/components/programme/time-picture.tsx'
import { TonePatterns } from '#/components/programme/tones.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { spans } from '#/lib/admin/programme/policy.ts'
import { readProgramme } from '#/lib/admin/programme/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export default definePage('/admin/programme', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('programme')
  const span = spans.find((known) => known === query.span) ?? 'month'
  const { today, periods } = await readProgramme(read, grant, span)
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
            <ReachPicture reachability={today.reachability} />
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
