/** The words on the command line are not understood; the message says which, and the usage follows it. */
export class UsageError extends Error {}
