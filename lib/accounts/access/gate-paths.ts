/** Maps a path of the gate's modal to its page in the open account (product.md, The gate). */
export function openPathOf(path: string): string {
  const rest = path.replace(/^onboarding\/?/, '')
  if (rest === 'users') return 'configuration/users'
  if (rest === 'support' || rest.startsWith('support/')) return rest
  return 'configuration/contact-information'
}

/** Maps a path of an account to its page at the gate: `support…` to the modal's support, all else to its first page. */
export function gatePathOf(path: string): string {
  return path === 'support' || path.startsWith('support/') ? `onboarding/${path}` : 'onboarding'
}
