import { integrationTypes } from '#/db/schema/accounts.ts'
import { routes } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/index.ts'
import type { MerchantIssuesRule } from '#/db/words/contacts.ts'
import type { Route } from '#/db/words/notices.ts'
import { now } from '#/lib/platform/values/clock.ts'

type ShippedType = { id: string; nameEn: string; nameIt: string; merchantIssues: MerchantIssuesRule }

/** The integration types every new store has (product.md, Integration types). */
export const shippedTypes = [
  {
    id: 'healthcare-appointments',
    nameEn: 'Healthcare appointments',
    nameIt: 'Appuntamenti sanitari',
    merchantIssues: 'hidden',
  },
  {
    id: 'appointments-end-to-end',
    nameEn: 'Appointments end-to-end',
    nameIt: 'Appuntamenti end-to-end',
    merchantIssues: 'optional',
  },
  {
    id: 'appointments-redirect',
    nameEn: 'Appointments redirect',
    nameIt: 'Appuntamenti con reindirizzamento',
    merchantIssues: 'required',
  },
  {
    id: 'reservations-end-to-end',
    nameEn: 'Reservations end-to-end',
    nameIt: 'Prenotazioni end-to-end',
    merchantIssues: 'optional',
  },
  {
    id: 'reservations-waitlist',
    nameEn: 'Reservations waitlist',
    nameIt: "Prenotazioni con lista d'attesa",
    merchantIssues: 'optional',
  },
  {
    id: 'ordering-end-to-end',
    nameEn: 'Ordering end-to-end',
    nameIt: 'Ordini end-to-end',
    merchantIssues: 'optional',
  },
  {
    id: 'ordering-redirect',
    nameEn: 'Ordering redirect',
    nameIt: 'Ordini con reindirizzamento',
    merchantIssues: 'required',
  },
  { id: 'local-services', nameEn: 'Local services', nameIt: 'Servizi locali', merchantIssues: 'required' },
  {
    id: 'things-to-do',
    nameEn: 'Things to do',
    nameIt: 'Attività ed esperienze',
    merchantIssues: 'optional',
  },
] as const satisfies readonly ShippedType[]

/** Where each category goes (notices.md, Routing). */
export const shippedRoutes: readonly Route[] = [
  {
    category: 'production-alert',
    steps: ['alerts', 'technical', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'emergency',
    steps: ['technical-emergency', 'technical', 'owners'],
    copyTo: 'alerts',
    answerDays: 1,
    answerResolved: true,
  },
  {
    category: 'technical',
    steps: ['technical', 'alerts', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'merchant-issue',
    steps: ['merchant-issues', 'operations', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'user-escalation',
    steps: ['operations', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
]

/**
 * Gives a store without integration types the shipped ones, and one without routes (one of an older version has none)
 * the shipped ones; where there are any they are the admins' own, and stay as they are.
 */
export async function seedShipped(tx: Writer): Promise<void> {
  if ((await tx.$count(integrationTypes)) === 0) {
    await tx.insert(integrationTypes).values(shippedTypes.map((type, position) => ({ ...type, position })))
  }
  if ((await tx.$count(routes)) === 0) {
    const changedAt = now()
    await tx.insert(routes).values(shippedRoutes.map((route) => ({ ...route, changedAt })))
  }
}
