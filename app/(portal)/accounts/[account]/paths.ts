import type { AccountGrant } from '#/lib/accounts/access/grants.ts'

// These pages exist on both sides of the gate.
type Side = Pick<AccountGrant, 'base' | 'locked'>

export function contactsPath({ base, locked }: Side): string {
  return `${base}/${locked ? 'onboarding' : 'configuration/contact-information'}`
}

/** Only behind the gate. */
export function endpointsPath({ base }: Side): string {
  return `${base}/configuration/endpoints`
}

export function usersPath({ base, locked }: Side): string {
  return `${base}/${locked ? 'onboarding' : 'configuration'}/users`
}

export function supportPath({ base, locked }: Side): string {
  return `${base}/${locked ? 'onboarding/support' : 'support'}`
}
