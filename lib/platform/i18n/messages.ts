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
import enAudit from '#/messages/en/audit.json' with { type: 'json' }
import enBrand from '#/messages/en/brand.json' with { type: 'json' }
import enCases from '#/messages/en/cases.json' with { type: 'json' }
import enClosing from '#/messages/en/closing.json' with { type: 'json' }
import enCommon from '#/messages/en/common.json' with { type: 'json' }
import enConfirmations from '#/messages/en/confirmations.json' with { type: 'json' }
import enContacts from '#/messages/en/contacts.json' with { type: 'json' }
import enDrills from '#/messages/en/drills.json' with { type: 'json' }
import enErrors from '#/messages/en/errors.json' with { type: 'json' }
import enGate from '#/messages/en/gate.json' with { type: 'json' }
import enHelp from '#/messages/en/help.json' with { type: 'json' }
import enHours from '#/messages/en/hours.json' with { type: 'json' }
import enImports from '#/messages/en/imports.json' with { type: 'json' }
import enInvitations from '#/messages/en/invitations.json' with { type: 'json' }
import enLaunch from '#/messages/en/launch.json' with { type: 'json' }
import enLimits from '#/messages/en/limits.json' with { type: 'json' }
import enMail from '#/messages/en/mail.json' with { type: 'json' }
import enNotices from '#/messages/en/notices.json' with { type: 'json' }
import enOverview from '#/messages/en/overview.json' with { type: 'json' }
import enPasskeys from '#/messages/en/passkeys.json' with { type: 'json' }
import enPersonal from '#/messages/en/personal.json' with { type: 'json' }
import enProgramme from '#/messages/en/programme.json' with { type: 'json' }
import enReach from '#/messages/en/reach.json' with { type: 'json' }
import enReviews from '#/messages/en/reviews.json' with { type: 'json' }
import enRouting from '#/messages/en/routing.json' with { type: 'json' }
import enSettings from '#/messages/en/settings.json' with { type: 'json' }
import enSignIn from '#/messages/en/sign-in.json' with { type: 'json' }
import enSources from '#/messages/en/sources.json' with { type: 'json' }
import enUnreachable from '#/messages/en/unreachable.json' with { type: 'json' }
import enUsers from '#/messages/en/users.json' with { type: 'json' }
import itAcknowledge from '#/messages/it/acknowledge.json' with { type: 'json' }
import itAddressStatus from '#/messages/it/address-status.json' with { type: 'json' }
import itAdmin from '#/messages/it/admin.json' with { type: 'json' }
import itAdminAccount from '#/messages/it/admin-account.json' with { type: 'json' }
import itAdminAccounts from '#/messages/it/admin-accounts.json' with { type: 'json' }
import itAdminNotices from '#/messages/it/admin-notices.json' with { type: 'json' }
import itAdminSettings from '#/messages/it/admin-settings.json' with { type: 'json' }
import itAnnouncements from '#/messages/it/announcements.json' with { type: 'json' }
import itApiDocs from '#/messages/it/api-docs.json' with { type: 'json' }
import itAsPartner from '#/messages/it/as-partner.json' with { type: 'json' }
import itAudit from '#/messages/it/audit.json' with { type: 'json' }
import itBrand from '#/messages/it/brand.json' with { type: 'json' }
import itCases from '#/messages/it/cases.json' with { type: 'json' }
import itClosing from '#/messages/it/closing.json' with { type: 'json' }
import itCommon from '#/messages/it/common.json' with { type: 'json' }
import itConfirmations from '#/messages/it/confirmations.json' with { type: 'json' }
import itContacts from '#/messages/it/contacts.json' with { type: 'json' }
import itDrills from '#/messages/it/drills.json' with { type: 'json' }
import itErrors from '#/messages/it/errors.json' with { type: 'json' }
import itGate from '#/messages/it/gate.json' with { type: 'json' }
import itHelp from '#/messages/it/help.json' with { type: 'json' }
import itHours from '#/messages/it/hours.json' with { type: 'json' }
import itImports from '#/messages/it/imports.json' with { type: 'json' }
import itInvitations from '#/messages/it/invitations.json' with { type: 'json' }
import itLaunch from '#/messages/it/launch.json' with { type: 'json' }
import itLimits from '#/messages/it/limits.json' with { type: 'json' }
import itMail from '#/messages/it/mail.json' with { type: 'json' }
import itNotices from '#/messages/it/notices.json' with { type: 'json' }
import itOverview from '#/messages/it/overview.json' with { type: 'json' }
import itPasskeys from '#/messages/it/passkeys.json' with { type: 'json' }
import itPersonal from '#/messages/it/personal.json' with { type: 'json' }
import itProgramme from '#/messages/it/programme.json' with { type: 'json' }
import itReach from '#/messages/it/reach.json' with { type: 'json' }
import itReviews from '#/messages/it/reviews.json' with { type: 'json' }
import itRouting from '#/messages/it/routing.json' with { type: 'json' }
import itSettings from '#/messages/it/settings.json' with { type: 'json' }
import itSignIn from '#/messages/it/sign-in.json' with { type: 'json' }
import itSources from '#/messages/it/sources.json' with { type: 'json' }
import itUnreachable from '#/messages/it/unreachable.json' with { type: 'json' }
import itUsers from '#/messages/it/users.json' with { type: 'json' }

const en = {
  common: enCommon,
  signIn: enSignIn,
  gate: enGate,
  contacts: enContacts,
  addressStatus: enAddressStatus,
  confirmations: enConfirmations,
  hours: enHours,
  users: enUsers,
  invitations: enInvitations,
  overview: enOverview,
  launch: enLaunch,
  limits: enLimits,
  brand: enBrand,
  cases: enCases,
  notices: enNotices,
  drills: enDrills,
  unreachable: enUnreachable,
  acknowledge: enAcknowledge,
  admin: enAdmin,
  audit: enAudit,
  adminAccount: enAdminAccount,
  adminAccounts: enAdminAccounts,
  adminNotices: enAdminNotices,
  announcements: enAnnouncements,
  passkeys: enPasskeys,
  settings: enSettings,
  help: enHelp,
  apiDocs: enApiDocs,
  mail: enMail,
  errors: enErrors,
  adminSettings: enAdminSettings,
  sources: enSources,
  routing: enRouting,
  reach: enReach,
  reviews: enReviews,
  closing: enClosing,
  imports: enImports,
  personal: enPersonal,
  programme: enProgramme,
  asPartner: enAsPartner,
}

export type Messages = typeof en

const it: Messages = {
  common: itCommon,
  signIn: itSignIn,
  gate: itGate,
  contacts: itContacts,
  addressStatus: itAddressStatus,
  confirmations: itConfirmations,
  hours: itHours,
  users: itUsers,
  invitations: itInvitations,
  overview: itOverview,
  launch: itLaunch,
  limits: itLimits,
  brand: itBrand,
  cases: itCases,
  notices: itNotices,
  drills: itDrills,
  unreachable: itUnreachable,
  acknowledge: itAcknowledge,
  admin: itAdmin,
  audit: itAudit,
  adminAccount: itAdminAccount,
  adminAccounts: itAdminAccounts,
  adminNotices: itAdminNotices,
  announcements: itAnnouncements,
  passkeys: itPasskeys,
  settings: itSettings,
  help: itHelp,
  apiDocs: itApiDocs,
  mail: itMail,
  errors: itErrors,
  adminSettings: itAdminSettings,
  sources: itSources,
  routing: itRouting,
  reach: itReach,
  reviews: itReviews,
  closing: itClosing,
  imports: itImports,
  personal: itPersonal,
  programme: itProgramme,
  asPartner: itAsPartner,
}

/** Every text of pages and mails, by feature. Both languages have the same keys and placeholders (tested). */
export const messages: Record<Locale, Messages> = { en, it }
