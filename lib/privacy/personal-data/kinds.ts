import { type Messages, messagesIn } from '#/lib/platform/i18n/messages.ts'

/** The kinds of records about an address: the places that an erasure looks through, and what else it counts. */
export type HeldKind = keyof Messages['personal']['kinds']

/** In the order of the messages, which name each. */
export const heldKinds = Object.keys(messagesIn('en').personal.kinds) as HeldKind[]
