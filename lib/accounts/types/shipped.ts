import type { MerchantIssuesRule } from '#/db/words/accounts.ts'
import type { Translated } from '#/db/words/people.ts'

/** The integration types of every new store (product.md, Integration types). */
export const shippedTypes = [
  {
    id: 'healthcare-appointments',
    names: { en: 'Healthcare appointments', it: 'Appuntamenti sanitari' },
    merchantIssues: 'hidden',
  },
  {
    id: 'appointments-end-to-end',
    names: { en: 'Appointments end-to-end', it: 'Appuntamenti end-to-end' },
    merchantIssues: 'optional',
  },
  {
    id: 'appointments-redirect',
    names: { en: 'Appointments redirect', it: 'Appuntamenti con reindirizzamento' },
    merchantIssues: 'required',
  },
  {
    id: 'reservations-end-to-end',
    names: { en: 'Reservations end-to-end', it: 'Prenotazioni end-to-end' },
    merchantIssues: 'optional',
  },
  {
    id: 'reservations-waitlist',
    names: { en: 'Reservations waitlist', it: 'Prenotazioni con lista d’attesa' },
    merchantIssues: 'optional',
  },
  {
    id: 'ordering-end-to-end',
    names: { en: 'Ordering end-to-end', it: 'Ordini end-to-end' },
    merchantIssues: 'optional',
  },
  {
    id: 'ordering-redirect',
    names: { en: 'Ordering redirect', it: 'Ordini con reindirizzamento' },
    merchantIssues: 'required',
  },
  { id: 'local-services', names: { en: 'Local services', it: 'Servizi locali' }, merchantIssues: 'required' },
  {
    id: 'things-to-do',
    names: { en: 'Things to do', it: 'Attività ed esperienze' },
    merchantIssues: 'optional',
  },
] as const satisfies readonly ShippedType[]

type ShippedType = { id: string; names: Translated; merchantIssues: MerchantIssuesRule }
