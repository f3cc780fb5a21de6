import type { ContactInformation, MerchantIssuesRule } from '#/db/words/accounts.ts'
import { contactsAt } from '#/seed/accounts.ts'
import type { Dice } from './dice.ts'

/** Contact information with every required field: some six addresses, all at the account's own domain. */
export function makeContacts(
  dice: Dice,
  { slug, alerts, rule }: { slug: string; alerts: string[]; rule: MerchantIssuesRule },
): ContactInformation {
  const perhaps = (share: number, local: string) => (dice.chance(share) ? [local] : [])
  const handlesMerchants = rule === 'required' || (rule === 'optional' && dice.chance(0.6))
  return contactsAt(`${slug}.example`, {
    alerts,
    'technical-emergency': [{ address: 'reperibilita', label: 'On call' }, ...perhaps(0.6, 'oncall')],
    technical: ['tech', ...perhaps(0.6, 'sviluppo')],
    'merchant-issues': handlesMerchants ? ['esercenti'] : [],
    operations: ['operativo', ...perhaps(0.5, 'segreteria'), ...perhaps(0.4, 'ufficio')],
    'brand-support': {
      address: 'assistenza',
      phone: dice.chance(0.7) ? `+39 0${dice.between(10, 99)} ${dice.between(100_000, 9_999_999)}` : '',
      helpUrl: dice.chance(0.4) ? `https://${slug}.example/aiuto` : '',
    },
  })
}
