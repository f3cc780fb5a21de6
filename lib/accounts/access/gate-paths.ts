/** Where a path of the gate's modal lives once the account is open (product.md, The gate). */
export function openPathOf(path: string): string {
  const rest = path.replace(/^onboarding\/?/, '')
  if (rest === 'users') return 'configuration/users'
  if (rest === 'support' || rest.startsWith('support/')) return rest
  return 'configuration/contact-information'
}

/** Where a path of an account leads while it is locked: `support…` to the modal's own, all else to its first page. */
export function gatePathOf(path: string): string {
  return path === 'support' || path.startsWith('support/') ? `onboarding/${path}` : 'onboarding'
}
