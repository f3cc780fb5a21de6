/** How a contact point that is not mail is reached (docs/specification/channels.md). */
export const endpointKinds = ['webhook', 'pagerduty', 'ntfy', 'slack', 'teams', 'google-chat', 'sms'] as const
export type EndpointKind = (typeof endpointKinds)[number]

/**
 * What there is to know of a kind. `wakes`: it makes a sound; a chat does not. `repeats`: it repeats by itself, so we do not.
 * `gateway`: it needs the operator's (`PHONE_GATEWAY`).
 */
type KindFacts = { name: string; wakes: boolean; repeats?: true; gateway?: true }

export const kinds: Record<EndpointKind, KindFacts> = {
  webhook: { name: 'Webhook', wakes: true },
  pagerduty: { name: 'PagerDuty', wakes: true, repeats: true },
  ntfy: { name: 'ntfy', wakes: true },
  slack: { name: 'Slack', wakes: false },
  teams: { name: 'Microsoft Teams', wakes: false },
  'google-chat': { name: 'Google Chat', wakes: false },
  sms: { name: 'SMS', wakes: true, gateway: true },
}

type Shown = { kind: EndpointKind; hint: string }

/** An endpoint for people, in lists of addresses: its service and its host, or the last digits of its number. */
export function showEndpoint({ kind, hint }: Shown): string {
  return `${kinds[kind].name} · ${hint}`
}

/** The same with its label: "ntfy · ntfy.sh (Night shift)". */
export function nameEndpoint({ label, ...endpoint }: Shown & { label: string }): string {
  return label ? `${showEndpoint(endpoint)} (${label})` : showEndpoint(endpoint)
}

/** What the limit per host counts by: all text messages go to the operator's one gateway. */
export function hostOf({ kind, hint }: Shown): string {
  return kinds[kind].gateway ? 'gateway' : hint
}
