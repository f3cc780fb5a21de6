import { Menu, MenuLink } from '#/components/ui/menu.tsx'

type AccountMenuProps = {
  current: { slug: string; name: string }
  others: readonly { slug: string; name: string }[]
}

export function AccountMenu({ current, others }: AccountMenuProps) {
  if (others.length === 0) return <span className="min-w-0 font-semibold">{current.name}</span>
  return (
    <Menu label={<span className="font-semibold">{current.name}</span>}>
      {[current, ...others].map(({ slug, name }) => (
        <MenuLink key={slug} href={`/accounts/${slug}`} current={slug === current.slug}>
          {name}
        </MenuLink>
      ))}
    </Menu>
  )
}
