/** A line that a search found. `mark`: what is wrong with it, in a word. */
export type FoundItem = { href: string; title: string; detail: string; mark: string }

/** Whether a URL opens a form and focuses its button: the page must then not scroll to its top. */
export function leadsToForm(href: string): boolean {
  return href.includes('?focus=')
}

/** The lines of one kind, under its name. */
export type FoundGroup = { title: string; items: FoundItem[] }

/** What the search answers to the script. `said`: how many lines there are, in the reader's language. */
export type SearchResponse = { said: string; groups: FoundGroup[] }
