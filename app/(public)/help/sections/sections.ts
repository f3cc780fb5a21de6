/** The sections of the guide in order. Each is an anchor that other pages link to. */
export const helpSections = [
  'support',
  'urgent',
  'sign-in',
  'mail',
  'notices',
  'gate',
  'fields',
  'users',
  'environments',
] as const
export type HelpSection = (typeof helpSections)[number]
