import type { MerchantIssuesRule } from '#/db/words/accounts.ts'

/** Id, name in English and in Italian, and whether merchant issues are asked for. */
const rows = [
  ['healthcare-appointments', 'Healthcare appointments', 'Appuntamenti sanitari', 'hidden'],
  ['appointments-end-to-end', 'Appointments end-to-end', 'Appuntamenti end-to-end', 'optional'],
  ['appointments-redirect', 'Appointments redirect', 'Appuntamenti con reindirizzamento', 'required'],
  ['reservations-end-to-end', 'Reservations end-to-end', 'Prenotazioni end-to-end', 'optional'],
  ['reservations-waitlist', 'Reservations waitlist', 'Prenotazioni con lista d’attesa', 'optional'],
  ['ordering-end-to-end', 'Ordering end-to-end', 'Ordini end-to-end', 'optional'],
  ['ordering-redirect', 'Ordering redirect', 'Ordini con reindirizzamento', 'required'],
  ['local-services', 'Local services', 'Servizi locali', 'required'],
  ['things-to-do', 'Things to do', 'Attività ed esperienze', 'optional'],
] as const satisfies readonly (readonly [string, string, string, MerchantIssuesRule])[]

/** The integration types of every new store (product.md, Integration types). */
export const shippedTypes = rows.map(([id, en, it, merchantIssues]) => ({
  ...{ id, merchantIssues },
  names: { en, it },
}))
