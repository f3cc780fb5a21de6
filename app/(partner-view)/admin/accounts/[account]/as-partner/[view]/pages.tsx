import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { renderContacts } from '#/app/(portal)/accounts/[account]/(open)/configuration/contact-information/contacts.tsx'
import { renderEndpoint } from '#/app/(portal)/accounts/[account]/(open)/configuration/endpoints/[endpoint]/endpoint.tsx'
import { renderEndpoints } from '#/app/(portal)/accounts/[account]/(open)/configuration/endpoints/endpoints.tsx'
import { renderNewEndpoint } from '#/app/(portal)/accounts/[account]/(open)/configuration/endpoints/new/new-endpoint.tsx'
import { renderNotice } from '#/app/(portal)/accounts/[account]/(open)/notices/[id]/notice.tsx'
import { renderNotices } from '#/app/(portal)/accounts/[account]/(open)/notices/notices.tsx'
import { renderReach } from '#/app/(portal)/accounts/[account]/(open)/notices/reach/reach.tsx'
import { renderTests } from '#/app/(portal)/accounts/[account]/(open)/notices/test/tests.tsx'
import { renderOverview } from '#/app/(portal)/accounts/[account]/(open)/overview.tsx'
import { renderSearch } from '#/app/(portal)/accounts/[account]/(open)/search/search.tsx'
import type { AccountPageProps } from '#/app/(portal)/accounts/[account]/account-page.tsx'
import {
  renderCase,
  renderCases,
  renderFollowUp,
  renderNewCase,
} from '#/app/(portal)/accounts/[account]/case-pages.tsx'
import { renderGateContacts } from '#/app/(portal)/accounts/[account]/onboarding/gate-contacts.tsx'
import { contactsPath } from '#/app/(portal)/accounts/[account]/paths.ts'
import { renderUsers } from '#/app/(portal)/accounts/[account]/users.tsx'
import { gatePathOf, openPathOf } from '#/lib/accounts/access/require.ts'

type Page = (shown: AccountPageProps, id: string) => Promise<ReactNode>

/** The partner's pages by their path below the account; `*` is the one variable part. */
const openPages: Record<string, Page> = {
  '': renderOverview,
  notices: renderNotices,
  'notices/reach': renderReach,
  'notices/test': renderTests,
  'notices/*': (shown, id) => renderNotice({ ...shown, params: { id } }),
  search: renderSearch,
  support: renderCases,
  'support/new': renderNewCase,
  'support/*': (shown, number) => renderCase({ ...shown, params: { number } }),
  'support/*/follow-up': (shown, number) => renderFollowUp({ ...shown, params: { number } }),
  configuration: async ({ grant }) => redirect(contactsPath(grant)),
  'configuration/contact-information': renderContacts,
  'configuration/endpoints': renderEndpoints,
  'configuration/endpoints/new': renderNewEndpoint,
  'configuration/endpoints/*': (shown, endpoint) => renderEndpoint({ ...shown, params: { endpoint } }),
  'configuration/users': renderUsers,
}

const gatePages: Record<string, Page> = {
  onboarding: renderGateContacts,
  'onboarding/users': renderUsers,
  'onboarding/support': renderCases,
  'onboarding/support/new': renderNewCase,
  'onboarding/support/*': (shown, number) => renderCase({ ...shown, params: { number } }),
  'onboarding/support/*/follow-up': (shown, number) => renderFollowUp({ ...shown, params: { number } }),
}

/**
 * The partner's page at this path, as the viewed role sees it: the gate's pages while the account is locked. A page
 * from the other side of the gate leads to its counterpart.
 */
export async function renderPartnerPage(
  shown: AccountPageProps,
  path: readonly string[],
): Promise<ReactNode> {
  const { base, locked } = shown.grant
  const asked = path.join('/')
  const atGate = path[0] === 'onboarding'
  if (locked && !atGate) redirect(`${base}/${gatePathOf(asked)}`)
  if (!locked && atGate) redirect(`${base}/${openPathOf(asked)}`)
  const pages = locked ? gatePages : openPages
  const isPage = (at: string) => Object.hasOwn(pages, at)
  const named = path.findIndex((_, place) => !isPage(asked) && isPage(patternOf(path, place)))
  const page = named < 0 ? asked : patternOf(path, named)
  return isPage(page) ? pages[page]?.(shown, path[named] ?? '') : notFound()
}

/** Replaces one part of the path with `*`. */
const patternOf = (path: readonly string[], place: number): string => path.with(place, '*').join('/')
