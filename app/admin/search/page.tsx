import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { longestSearch } from '#/lib/accounts/search/list.ts'
import { type FoundGroup, leadsToForm } from '#/lib/admin/palette/answer.ts'
import { searchPage } from '#/lib/admin/palette/search.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findGroups } from './groups.ts'

/** The search as a page: the same results without JavaScript. */
export default definePage('/admin/search', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('palette')
  const view = searchPage.read(query)
  const { text } = view
  const groups = await findGroups(read, grant, text)
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <Page
      title={t('title')}
      name={text ? t('of', { text }) : t('title')}
      description={t('lead')}
      actions={<Link href="/admin/search/keys">{t('keys.title')}</Link>}
    >
      <FilterForm
        list={searchPage}
        view={view}
        label={t('title')}
        apply={t('find')}
        fields={[{ name: 'text', label: t('field'), longest: longestSearch }]}
      />
      {text ? (
        <p role="status" className="font-medium tabular-nums">
          {count > 0 ? t('said', { count }) : t('none')}
        </p>
      ) : null}
      <FoundGroups groups={groups} />
    </Page>
  )
})

/** What a search found, each kind under its heading. */
function FoundGroups({ groups }: { groups: readonly FoundGroup[] }) {
  return groups.map(({ title, items }) => (
    <section key={title} aria-label={title} className="flex max-w-4xl flex-col gap-2">
      <h2 className="text-large">{title}</h2>
      <ul className="divide-y divide-line rounded-box border border-line bg-surface">
        {items.map(({ href, title, detail, mark }) => (
          <li key={href} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
            <Link
              href={href}
              scroll={!leadsToForm(href)}
              dir="auto"
              className="inline-block min-h-6 font-medium"
            >
              {title}
            </Link>
            <span className="min-w-0 text-muted text-small wrap-anywhere">{detail}</span>
            {mark ? <Badge meaning="bad">{mark}</Badge> : null}
          </li>
        ))}
      </ul>
    </section>
  ))
}
