'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { memberRoles } from '#/db/words/people.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { member, owner } from '#/lib/accounts/access/require.ts'
import { parseAddressList, type RefusedAddress } from '#/lib/accounts/invitations/address-list.ts'
import { membersPlace } from '#/lib/accounts/members/list.ts'
import { inviteMembers, resendInvitation, revokeInvitation } from '#/lib/changes/invitations/commands.ts'
import { askOwnersToInvite, changeRole, leaveAccount, removeMember } from '#/lib/changes/members/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { toQuery } from '#/lib/platform/lists/define-list.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { usersPath } from './paths.ts'

// The Users tab is also a tab of the gate, so a locked account allows all of these (product.md, The gate).

const account = z.string().max(100)
const id = z.string().max(100)
/** The page that explained the loss of an alert contact sets this. */
const asked = z
  .string()
  .max(20)
  .transform((value) => value === 'alert')

/** Where in the list of members the form was. */
const at = z.string().max(1000).default('')

/** `chooses`: the successors that the page asked for. */
const successors = {
  chooses: z.enum(['', 'alertTo', 'ownerTo', 'both']).default(''),
  alertTo: z.string().max(100).optional(),
  ownerTo: z.string().max(100).optional(),
}
/** The page of the list that the form was on, with what was done. */
function backTo(grant: AccountGrant, at: string, done: 'role' | 'removed'): string {
  return membersPlace(usersPath(grant), toQuery(new URLSearchParams(at))).href({ done })
}

/** The answer of who has nobody for it yet. */
const nobody = 'nobody'

type Chosen = { chooses: string; alertTo?: string | undefined; ownerTo?: string | undefined }

function requireSuccessors(given: Chosen, context: z.RefinementCtx): void {
  for (const path of ['alertTo', 'ownerTo'] as const) {
    if ((given.chooses === path || given.chooses === 'both') && !given[path])
      context.addIssue({ code: 'custom', message: 'successor-required', path: [path] })
  }
}

const toSuccessors = ({ alertTo, ownerTo }: Chosen) => ({
  alertTo: alertTo === nobody ? null : (alertTo ?? null),
  ownerTo: ownerTo ?? null,
})

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
  right: owner,
  run: async (store, grant, { emails, role, locale }) => {
    const { addresses, refused } = parseAddressList(emails)
    if (refused.length > 0)
      throw new AppError('addresses-refused', { list: await listRefused(refused) }, 'emails')
    return inviteMembers(store, grant, { emails: addresses, role, locale })
  },
  redirectTo: (_, count, grant) => `${usersPath(grant)}?done=invited&count=${count}`,
})

export const resendInvitationAction = defineAction({
  schema: z.object({ account, invitation: id }),
  right: owner,
  run: async (store, grant, { invitation }) => {
    await resendInvitation(store, grant, invitation)
    return (await getTranslations('users.done'))('resent')
  },
})

export const revokeInvitationAction = defineAction({
  schema: z.object({ account, invitation: id }),
  right: owner,
  run: (store, grant, { invitation }) => revokeInvitation(store, grant, invitation),
  redirectTo: (_, __, grant) => `${usersPath(grant)}?done=revoked`,
})

export const changeRoleAction = defineAction({
  schema: z.object({ account, userId: id, role: z.enum(memberRoles), at }),
  right: owner,
  run: changeRole,
  redirectTo: ({ at }, _, grant) => backTo(grant, at, 'role'),
})

export const removeMemberAction = defineAction({
  schema: z.object({ account, userId: id, asked, at, ...successors }).superRefine(requireSuccessors),
  right: owner,
  run: (store, grant, { userId, asked, ...chosen }) =>
    removeMember(store, grant, { userId, asked, ...toSuccessors(chosen) }),
  redirectTo: ({ at }, _, grant) => backTo(grant, at, 'removed'),
})

export const leaveAccountAction = defineAction({
  schema: z.object({ account, asked, ...successors }).superRefine(requireSuccessors),
  right: member,
  run: (store, grant, { asked, ...chosen }) => leaveAccount(store, grant, { asked, ...toSuccessors(chosen) }),
  redirectTo: '/accounts?done=left',
})

export const askOwnersAction = defineAction({
  schema: z.object({ account, text: z.string().trim().max(1000, 'too-long') }),
  right: member,
  run: (store, grant, { text }) => askOwnersToInvite(store, grant, text),
  redirectTo: (_, count, grant) => `${usersPath(grant)}?done=asked&count=${count}`,
})

const maxNamed = 10

/** Each refused address with its reason, and the number of further ones. */
async function listRefused(refused: readonly RefusedAddress[]): Promise<string> {
  const t = await getTranslations('users.invite')
  const reasons = await getTranslations('contacts.errors')
  const named = refused.slice(0, maxNamed).map(({ typed, code, params }) => {
    const reason = code === 'duplicate' ? t('duplicate') : reasons(code, params as never)
    return t('refused', { typed: typed.replace(/[\p{Cc}\p{Cf}]/gu, '�').slice(0, 60), reason })
  })
  const more = refused.length - named.length
  return [...named, ...(more > 0 ? [t('more', { count: more })] : [])].join(' ')
}
