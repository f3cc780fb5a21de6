import { Menu, MenuLink } from '#/components/ui/menu.tsx'
import type { NoticeCounts } from '#/lib/notices/views/queries.ts'
import { NoticeCount } from './account-navigation.tsx'

type AccountMenuProps = {
  current: { slug: string; name: string }
  others: readonly { slug: string; name: string }[]
  /** How many notices wait in each, by slug. */
  waiting?: ReadonlyMap<string, NoticeCounts>
}

/** The account's name; for members of several, a menu that leads to the others and says where notices wait. */
export function AccountMenu({ current, others, waiting = new Map() }: AccountMenuProps) {
  if (others.length === 0) return <span className="min-w-0 font-semibold">{current.name}</span>
  return (
    <Menu label={<span className="font-semibold">{current.name}</span>}>
      {[current, ...others].map(({ slug, name }) => {
        const counts = waiting.get(slug)
        return (
          <MenuLink key={slug} href={`/accounts/${slug}`} current={slug === current.slug}>
            {name}
            {counts ? <NoticeCount {...counts} /> : null}
          </MenuLink>
        )
      })}
    </Menu>
  )
}
