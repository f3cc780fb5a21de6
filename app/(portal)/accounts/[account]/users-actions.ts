'use server'

import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { locales } from '#/db/words/locale.ts'
import { memberRoles } from '#/db/words/members.ts'
import { type AccountGrant, asOwner, type OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { requireMember } from '#/lib/accounts/access/require.ts'
import { parseAddressList, type RefusedAddress } from '#/lib/accounts/invitations/address-list.ts'
import { inviteMembers, resendInvitation, revokeInvitation } from '#/lib/changes/invitations/commands.ts'
import { askOwnersToInvite } from '#/lib/changes/members/ask-commands.ts'
import { changeRole, leaveAccount, removeMember } from '#/lib/changes/members/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

// All of these are within reach at the gate: the Users tab is one of its two (product.md, The gate).

const account = z.string().max(100)
const id = z.string().max(100)
/** Set by the page that told of an alert contact what follows. */
const asked = z
  .string()
  .max(20)
  .transform((value) => value === 'alert')

export const inviteMembersAction = defineAction({
  schema: z.object({
    account,
    emails: z
      .string()
      .max(10_000, 'too-long')
      .regex(/[^\s,;]/, 'addresses-required'),
    role: z.enum(memberRoles),
    locale: z.enum(locales),
  }),
  authorise: requireOwner,
  handle: async (grant, { emails, role, locale }) => {
    const { addresses, refused } = parseAddressList(emails)
    if (refused.length > 0)
      throw new AppError('addresses-refused', { list: await sayRefused(refused) }, 'emails')
    const count = await inviteMembers(await getStore(), grant, { emails: addresses, role, locale })
    return goToUsers(grant, `invited&count=${count}`)
  },
})

export const resendInvitationAction = defineAction({
  schema: z.object({ account, invitation: id }),
  authorise: requireOwner,
  handle: async (grant, { invitation }) => {
    await resendInvitation(await getStore(), grant, invitation)
    return goToUsers(grant, 'resent')
  },
})

export const revokeInvitationAction = defineAction({
  schema: z.object({ account, invitation: id }),
  authorise: requireOwner,
  handle: async (grant, { invitation }) => {
    await revokeInvitation(await getStore(), grant, invitation)
    return goToUsers(grant, 'revoked')
  },
})

export const changeRoleAction = defineAction({
  schema: z.object({ account, userId: id, role: z.enum(memberRoles) }),
  authorise: requireOwner,
  handle: async (grant, { userId, role }) => {
    await changeRole(await getStore(), grant, { userId, role })
    return goToUsers(grant, 'role')
  },
})

export const removeMemberAction = defineAction({
  schema: z.object({ account, userId: id, asked }),
  authorise: requireOwner,
  handle: async (grant, removal) => {
    await removeMember(await getStore(), grant, removal)
    return goToUsers(grant, 'removed')
  },
})

export const leaveAccountAction = defineAction({
  schema: z.object({ account, asked }),
  authorise: ({ account: slug }) => requireMember(slug),
  handle: async (grant, leave) => {
    await leaveAccount(await getStore(), grant, leave)
    redirect('/accounts?done=left')
  },
})

export const askOwnersAction = defineAction({
  schema: z.object({ account, text: z.string().trim().max(1000, 'too-long') }),
  authorise: ({ account: slug }) => requireMember(slug),
  handle: async (grant, { text }) => {
    const count = await askOwnersToInvite(await getStore(), grant, text)
    return goToUsers(grant, `asked&count=${count}`)
  },
})

/** Who is a member without being an owner is told so; who is no member finds nothing. */
async function requireOwner({ account: slug }: { account: string }): Promise<OwnerGrant> {
  const owner = asOwner(await requireMember(slug))
  if (!owner) throw new AppError('forbidden')
  return owner
}

function goToUsers({ account: { slug }, locked }: AccountGrant, done: string): never {
  redirect(`/accounts/${slug}/${locked ? 'onboarding' : 'configuration'}/users?done=${done}`)
}

const mostNamed = 10

/** Each address that was refused with its reason, and how many more there are. */
async function sayRefused(refused: readonly RefusedAddress[]): Promise<string> {
  const t = await getTranslations('users.invite')
  const reasons = await getTranslations('contacts.errors')
  const named = refused.slice(0, mostNamed).map(({ typed, code, params }) => {
    const reason = code === 'duplicate' ? t('duplicate') : reasons(code, params as never)
    return t('refused', { typed: typed.replace(/[\p{Cc}\p{Cf}]/gu, '�').slice(0, 60), reason })
  })
  const more = refused.length - named.length
  return [...named, ...(more > 0 ? [t('more', { count: more })] : [])].join(' ')
}
