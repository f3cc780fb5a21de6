import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { MemberPages } from '#/components/users/member-pages.tsx'
import { MemberTable } from '#/components/users/member-table.tsx'
import { UsersSection } from '#/components/users/users-section.tsx'
import { type AccountGrant, asOwner, ownMembership, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { memberList, membersPlace, pageMembers } from '#/lib/accounts/members/list.ts'
import { isLastOwner } from '#/lib/accounts/members/policy.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AccountPage, type AccountPageProps } from './account-page.tsx'
import { ConfigurationTabs } from './configuration-tabs.tsx'
import { DepartureQuestion, findDeparture } from './departure.tsx'
import { AskOwners, Invitations } from './invite.tsx'
import { usersPath } from './paths.ts'
import * as actions from './users-actions.ts'

/** The Users tab of the gate and of Configuration (product.md, Users tab). */
export async function renderUsers({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('users')
  const { account } = grant
  const departure = findDeparture(grant, query)
  const content = departure ? (
    <DepartureQuestion grant={grant} read={read} query={query} {...departure} />
  ) : (
    <Users grant={grant} read={read} query={query} />
  )
  const invite = departure ? null : <InviteLink grant={grant} query={query} />
  if (!grant.locked) {
    return (
      <AccountPage
        grant={grant}
        title={t('title')}
        description={t('description', { account: account.name })}
        actions={invite}
      >
        <ConfigurationTabs grant={grant} />
        {content}
      </AccountPage>
    )
  }
  return (
    <>
      <PageTitle parts={[t('title'), account.name]} />
      {invite}
      {content}
    </>
  )
}

type OfPage = Pick<AccountPageProps, 'grant' | 'query'>

/** Whether the form that invites is on the page: somebody asked for it, or the owner is alone. */
function showsInviting({ grant, query }: OfPage): boolean {
  return query.invite !== undefined || grant.members.length === 1
}

/** Opens the form that invites, at the top of the page; leads other members to the owners. */
async function InviteLink({ grant, query }: OfPage) {
  const t = await getTranslations('users')
  if (asOwner(grant) === null) {
    return (
      <div>
        <ButtonLink href="#ask-owners">{t('ask.title')}</ButtonLink>
      </div>
    )
  }
  if (showsInviting({ grant, query })) return null
  return (
    <div>
      <ButtonLink
        variant="primary"
        icon="plus"
        href={membersPlace(usersPath(grant), query).href({ invite: '1' })}
      >
        {t('invite.title')}
      </ButtonLink>
    </div>
  )
}

async function Users({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('users')
  const { members } = grant
  const own = ownMembership(grant)
  const owner = asOwner(grant)
  const path = usersPath(grant)
  const place = membersPlace(path, query)
  const view = memberList.read(query)
  const page = pageMembers(grant, view, memberList.after(query))
  const statuses = await readStates(read, grant)
  const lastOwner = members.find(({ userId }) => isLastOwner(members, userId))
  return (
    <div className="flex flex-col gap-10">
      {owner ? (
        <Invitations
          grant={owner}
          read={read}
          query={query}
          invites={{
            isOpen: showsInviting({ grant, query }),
            close: query.invite === undefined ? null : place.href(),
          }}
        />
      ) : null}
      <UsersSection title={t('members.title')} count={members.length}>
        <DoneBanner done={query.done} known={['role', 'removed']} title={(word) => t(`done.${word}`)} />
        <MemberPages all={members.length} view={view} page={page} path={path}>
          <MemberTable
            grant={grant}
            members={page.shown}
            place={place}
            manages={owner !== null}
            changeRole={owner && unlessReadOnly(grant, actions.changeRoleAction)}
            lastOwnerId={lastOwner?.userId ?? null}
            statuses={statuses}
            away={await listAway(read, page.shown, now())}
          />
        </MemberPages>
      </UsersSection>
      {owner ? null : <AskOwners grant={grant} query={query} statuses={statuses} />}
      {own ? <LeaveLink grant={grant} handsOver={own.userId === lastOwner?.userId} /> : null}
    </div>
  )
}

/** The way to leave an account. The last owner hands it over. */
async function LeaveLink({ grant, handsOver }: { grant: AccountGrant; handsOver: boolean }) {
  const t = await getTranslations('users.leave')
  const words = { account: grant.account.name }
  return (
    <UsersSection title={t('title')} description={handsOver ? t('lastOwner', words) : t('text', words)}>
      <p>
        <ButtonLink id="leave" href={`${usersPath(grant)}?leave=1`}>
          {t('action')}
        </ButtonLink>
      </p>
    </UsersSection>
  )
}
