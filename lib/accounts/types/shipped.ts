import type { MerchantIssuesRule } from '#/db/words/accounts.ts'

/** The integration types of every new store (product.md, Integration types). */
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

type ShippedType = { id: string; nameEn: string; nameIt: string; merchantIssues: MerchantIssuesRule }
