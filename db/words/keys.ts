export const keyScopes = [
  'events:write',
  'notices:read',
  'accounts:read',
  'accounts:write',
  'bounces:write',
  'metrics:read',
] as const

export type KeyScope = (typeof keyScopes)[number]
