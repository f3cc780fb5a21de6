import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories, type RouteTarget } from '#/db/words/notices.ts'
import type { ReachPeople } from '#/lib/notices/routing/reach-lines.ts'
import type { EachReach } from '#/lib/notices/routing/reach-queries.ts'
import { ReachAnswerPanel } from './reach-answer.tsx'
import { ReachTable } from './reach-table.tsx'

type ReachViewProps = {
  path: string
  asked: { category: NoticeCategory | null; environment: AccountEnvironment }
  each: EachReach
  people: ReachPeople
  names: Record<RouteTarget, string>
  escalationMinutes: number
  /** What to do about an address of this target whose mail comes back; not for staff. */
  adviceOn?: ((target: RouteTarget) => ReactNode) | undefined
}

/** "Whom would this reach now?", asked and answered, for members and for staff. */
export async function ReachView({ path, asked, each, ...shown }: ReachViewProps) {
  const t = await getTranslations('reach')
  const { category, environment } = asked
  const answer = each.find((one) => one.category === category)
  const every = `${path}?${new URLSearchParams({ environment })}`
  return (
    <>
      <ReachForm path={path} category={category} environment={environment} />
      {answer ? (
        <section aria-label={t('result')} className="flex flex-col gap-6">
          <ReachAnswerPanel answer={answer} {...shown} />
          <p>
            <Link href={every}>{t('all')}</Link>
          </p>
        </section>
      ) : (
        <>
          {environment === 'sandbox' ? (
            <Banner meaning="information" title={t('silence.sandbox')}>
              {t('silence.way')}
            </Banner>
          ) : null}
          <ReachTable rows={each} names={shown.names} path={path} environment={environment} />
        </>
      )}
      <p className="max-w-measure text-muted text-small">{t('published')}</p>
    </>
  )
}

type ReachFormProps = { path: string; category: NoticeCategory | null; environment: AccountEnvironment }

/** What is asked stands in the address, so that an answer can be shared. */
async function ReachForm({ path, category, environment }: ReachFormProps) {
  const t = await getTranslations('reach')
  const categories = await getTranslations('mail.categories')
  const common = await getTranslations('common.environment')
  return (
    <search aria-label={t('ask')}>
      <form method="get" action={path} className="flex flex-wrap items-end gap-3">
        <Field name="category" label={t('category')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={category ?? ''}
              options={[
                { value: '', label: t('every') },
                ...noticeCategories.map((value) => ({ value, label: categories(value) })),
              ]}
            />
          )}
        </Field>
        <Field name="environment" label={common('label')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={environment}
              options={environments.map((value) => ({ value, label: common(value) }))}
            />
          )}
        </Field>
        <Button icon="search">{t('show')}</Button>
      </form>
    </search>
  )
}
