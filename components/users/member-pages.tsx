import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import {
  type MembersView,
  maxMemberSearchLength,
  maxWithoutSearch,
  memberList,
  type pageMembers,
} from '#/lib/accounts/members/list.ts'

type MemberPagesProps = {
  all: number
  view: MembersView
  page: ReturnType<typeof pageMembers>
  path: string
  /** Whether the page names the zone of its times elsewhere. */
  isZoneNamed?: boolean
  children: ReactNode
}

/** The members of an account in pages; many have a search. */
export async function MemberPages({ all, view, page, path, isZoneNamed, children }: MemberPagesProps) {
  const t = await getTranslations('users.members')
  const { shown, found, after, next } = page
  return (
    <>
      {all > maxWithoutSearch ? (
        <FilterForm
          list={memberList}
          view={view}
          path={path}
          label={t('title')}
          apply={t('find')}
          clear={t('clear')}
          fields={[{ name: 'search', label: t('search'), longest: maxMemberSearchLength }]}
        />
      ) : null}
      {view.search && found > 0 ? <p className="text-muted">{t('found', { found, all })}</p> : null}
      <PagedList
        list={memberList}
        view={view}
        path={path}
        after={after}
        next={next}
        rows={shown}
        zoned={!isZoneNamed}
        empty={{ icon: 'people', title: t('notFound', { words: view.search }) }}
      >
        {children}
      </PagedList>
    </>
  )
}
