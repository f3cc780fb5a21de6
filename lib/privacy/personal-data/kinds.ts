import { type Messages, messagesIn } from '#/lib/platform/i18n/messages.ts'

/** The kinds of records about an address: the places that an erasure scans, and what else it counts. */
export type RecordKind = keyof Messages['personal']['kinds']

/** In the order of the messages, which name each. */
export const recordKinds = Object.keys(messagesIn('en').personal.kinds) as RecordKind[]
