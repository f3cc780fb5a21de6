/**
 * `urgent` mail (sign-in, invitations, emergencies) has its own connection; so has `bulk`, the mail of announcements,
 * which all other mail overtakes.
 */
export const mailLanes = ['urgent', 'ordinary', 'bulk'] as const
export type MailLane = (typeof mailLanes)[number]

/** `wake`: codes, and emergencies with their tests and drills; `hook`: what else goes to endpoints, and what goes to many accounts at once (channels.md, Order and limits). */
export const endpointLanes = ['wake', 'hook'] as const
export type EndpointLane = (typeof endpointLanes)[number]

/** The lanes of all transports. A lane names its transport (lib/platform/outbox/transport.ts). */
export const lanes: readonly string[] = [...mailLanes, ...endpointLanes]

/**
 * notices.md, Deliveries. `delivered`: a receipt said so. `withheld`: never sent; hides that an address is unknown.
 * `superseded`: a later message to the same endpoint about the same notice went first.
 */
export const mailStatuses = [
  'queued',
  'sending',
  'accepted',
  'delivered',
  'retrying',
  'failed',
  'expired',
  'withheld',
  'superseded',
] as const
export type MailStatus = (typeof mailStatuses)[number]

/**
 * The part of a notice or digest that a delivery tells. Endpoints alone are told that it was `acknowledged`, `reopened` or
 * `closed` (channels.md, Acknowledging); `ended`: its acknowledged incident, so that a new one rings.
 */
export const deliveryParts = [
  'notice',
  'reminder',
  'repeat',
  'escalation',
  'acknowledged',
  'reopened',
  'ended',
  'closed',
  'resolve',
  'staff',
] as const
export type DeliveryPart = (typeof deliveryParts)[number]

/** What closes an incident at an endpoint. */
export const endingParts: readonly DeliveryPart[] = ['ended', 'closed', 'resolve']

/** One try, or a later report, as the timeline shows it: when it ended, how, and the mail server's answer. */
export type DeliveryAttempt = { at: number; status: MailStatus | 'delayed' | 'relayed'; error: string }

/** The stage at which a mail server permanently refuses us, whatever the recipient (notices.md, Bouncing). */
export const faultStages = ['connect', 'certificate', 'sign-in', 'sender', 'message'] as const
export type FaultStage = (typeof faultStages)[number]
