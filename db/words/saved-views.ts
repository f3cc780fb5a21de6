/** The lists of staff whose views can be saved. */
export const savedLists = ['accounts', 'notices', 'deliveries', 'unreachable', 'cases'] as const
export type SavedList = (typeof savedLists)[number]
