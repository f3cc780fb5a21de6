import type {} from 'next-intl'
import { createTranslator } from 'use-intl/core'
import type { Locale } from '#/db/words/people.ts'
import enAcknowledge from '#/messages/en/acknowledge.json' with { type: 'json' }
import enAddressStatus from '#/messages/en/address-status.json' with { type: 'json' }
import enAdmin from '#/messages/en/admin.json' with { type: 'json' }
import enAdminAccount from '#/messages/en/admin-account.json' with { type: 'json' }
import enAdminAccounts from '#/messages/en/admin-accounts.json' with { type: 'json' }
import enAdminNotices from '#/messages/en/admin-notices.json' with { type: 'json' }
import enAdminSettings from '#/messages/en/admin-settings.json' with { type: 'json' }
import enAnnouncements from '#/messages/en/announcements.json' with { type: 'json' }
import enApiDocs from '#/messages/en/api-docs.json' with { type: 'json' }
import enAsPartner from '#/messages/en/as-partner.json' with { type: 'json' }
import enAttention from '#/messages/en/attention.json' with { type: 'json' }
import enAudit from '#/messages/en/audit.json' with { type: 'json' }
import enBrand from '#/messages/en/brand.json' with { type: 'json' }
import enBulk from '#/messages/en/bulk.json' with { type: 'json' }
import enCases from '#/messages/en/cases.json' with { type: 'json' }
import enChecks from '#/messages/en/checks.json' with { type: 'json' }
import enClosing from '#/messages/en/closing.json' with { type: 'json' }
import enCommon from '#/messages/en/common.json' with { type: 'json' }
import enConfirmations from '#/messages/en/confirmations.json' with { type: 'json' }
import enContacts from '#/messages/en/contacts.json' with { type: 'json' }
import enDrills from '#/messages/en/drills.json' with { type: 'json' }
import enEndpoints from '#/messages/en/endpoints.json' with { type: 'json' }
import enErrors from '#/messages/en/errors.json' with { type: 'json' }
import enFields from '#/messages/en/fields.json' with { type: 'json' }
import enGate from '#/messages/en/gate.json' with { type: 'json' }
import enHelp from '#/messages/en/help.json' with { type: 'json' }
import enHours from '#/messages/en/hours.json' with { type: 'json' }
import enImports from '#/messages/en/imports.json' with { type: 'json' }
import enInvitations from '#/messages/en/invitations.json' with { type: 'json' }
import enLimits from '#/messages/en/limits.json' with { type: 'json' }
import enMail from '#/messages/en/mail.json' with { type: 'json' }
import enNotices from '#/messages/en/notices.json' with { type: 'json' }
import enOverview from '#/messages/en/overview.json' with { type: 'json' }
import enPalette from '#/messages/en/palette.json' with { type: 'json' }
import enPasskeys from '#/messages/en/passkeys.json' with { type: 'json' }
import enPersonal from '#/messages/en/personal.json' with { type: 'json' }
import enProgramme from '#/messages/en/programme.json' with { type: 'json' }
import enQuestions from '#/messages/en/questions.json' with { type: 'json' }
import enReach from '#/messages/en/reach.json' with { type: 'json' }
import enReview from '#/messages/en/review.json' with { type: 'json' }
import enRouting from '#/messages/en/routing.json' with { type: 'json' }
import enSettings from '#/messages/en/settings.json' with { type: 'json' }
import enSignIn from '#/messages/en/sign-in.json' with { type: 'json' }
import enSources from '#/messages/en/sources.json' with { type: 'json' }
import enUnreachable from '#/messages/en/unreachable.json' with { type: 'json' }
import enUsers from '#/messages/en/users.json' with { type: 'json' }
import enZones from '#/messages/en/zones.json' with { type: 'json' }
import { findLanguage } from './languages.ts'

const en = {
  common: enCommon,
  signIn: enSignIn,
  gate: enGate,
  contacts: enContacts,
  fields: enFields,
  addressStatus: enAddressStatus,
  confirmations: enConfirmations,
  hours: enHours,
  users: enUsers,
  zones: enZones,
  invitations: enInvitations,
  overview: enOverview,
  review: enReview,
  limits: enLimits,
  brand: enBrand,
  bulk: enBulk,
  cases: enCases,
  notices: enNotices,
  drills: enDrills,
  unreachable: enUnreachable,
  acknowledge: enAcknowledge,
  admin: enAdmin,
  attention: enAttention,
  audit: enAudit,
  adminAccount: enAdminAccount,
  adminAccounts: enAdminAccounts,
  adminNotices: enAdminNotices,
  announcements: enAnnouncements,
  palette: enPalette,
  passkeys: enPasskeys,
  settings: enSettings,
  help: enHelp,
  apiDocs: enApiDocs,
  mail: enMail,
  errors: enErrors,
  endpoints: enEndpoints,
  adminSettings: enAdminSettings,
  sources: enSources,
  routing: enRouting,
  reach: enReach,
  questions: enQuestions,
  checks: enChecks,
  closing: enClosing,
  imports: enImports,
  personal: enPersonal,
  programme: enProgramme,
  asPartner: enAsPartner,
}

export type Messages = typeof en

/** Every text of pages and mails in a language, by feature; English where the language lacks it. */
export function messagesIn(locale: Locale): Messages {
  const known = complete.get(locale) ?? fillFrom(en, findLanguage(locale))
  complete.set(locale, known)
  return known
}

const complete = new Map<Locale, Messages>([['en', en]])

/** The texts of `given` in the shape of `whole`, which fills in missing ones. */
function fillFrom<Tree extends object>(whole: Tree, given: unknown): Tree {
  const texts = isTree(given) ? given : {}
  const fill = ([key, text]: [string, unknown]) => {
    const own = texts[key]
    if (isTree(text)) return [key, fillFrom(text, own)]
    return [key, typeof own === 'string' ? own : text]
  }
  return Object.fromEntries(Object.entries(whole).map(fill)) as Tree
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** One translator per feature and language, since each keeps the messages it has read. */
const translators = new Map<string, unknown>()

/** The texts of one feature in one language, for mails and other code without a request. */
export function translatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  const key = `${locale} ${feature}`
  const known = translators.get(key) ?? createTranslatorFor(locale, feature)
  translators.set(key, known)
  // The map holds each under its own name.
  return known as ReturnType<typeof createTranslatorFor<Feature>>
}

function createTranslatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  return createTranslator({ locale, messages: messagesIn(locale), namespace: feature })
}

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}
