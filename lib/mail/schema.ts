/** `urgent` mail (sign-in, invitations, emergencies) has a connection of its own. */
export const mailLanes = ['urgent', 'ordinary'] as const
export type MailLane = (typeof mailLanes)[number]

/** notices.md, Deliveries. `withheld`: written so that an unknown address takes as long as a known one; never sent. */
export const mailStatuses = [
  'queued',
  'sending',
  'accepted',
  'retrying',
  'failed',
  'expired',
  'withheld',
] as const
export type MailStatus = (typeof mailStatuses)[number]
