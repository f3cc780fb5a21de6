/** `checked` waits for a person; `refused` has rows that cannot be imported, and nothing of it is. */
export const importStates = ['checked', 'refused', 'running', 'done'] as const
export type ImportState = (typeof importStates)[number]

/** `new` will be made, `made` has been; `known` exists as the row says; `faulty` cannot be. */
export type ImportRowState = 'new' | 'made' | 'known' | 'faulty'

/** A row as it stands in the file, by column. */
export type ImportedRow = Record<string, string>
