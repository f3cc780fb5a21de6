/**
 * `urgent` mail (sign-in, invitations, emergencies) has a connection of its own; so has `bulk`, the mail of announcements, which
 * everything else goes past.
 */
export const mailLanes = ['urgent', 'ordinary', 'bulk'] as const
export type MailLane = (typeof mailLanes)[number]

/** notices.md, Deliveries. `delivered`: a receipt said so. `withheld`: written so that an unknown address takes as long as a known one; never sent. */
export const mailStatuses = [
  'queued',
  'sending',
  'accepted',
  'delivered',
  'retrying',
  'failed',
  'expired',
  'withheld',
] as const
export type MailStatus = (typeof mailStatuses)[number]

/** What a delivery tells of its notice or digest. */
export const deliveryParts = ['notice', 'reminder', 'escalation', 'resolve', 'staff'] as const
export type DeliveryPart = (typeof deliveryParts)[number]

/** One try, or what a report said later, as the timeline shows it: when it ended, how, and what the mail server said. */
export type DeliveryAttempt = { at: number; status: MailStatus | 'delayed' | 'relayed'; error: string }

/** Where a mail server refuses us for good, which says nothing of whom the mail is for (notices.md, Bouncing). */
export const faultStages = ['connect', 'certificate', 'sign-in', 'sender', 'message'] as const
export type FaultStage = (typeof faultStages)[number]
