/** The sections of the guide in their order. Each is an anchor, and links elsewhere count on its name. */
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
