import { Disclosure } from '#/components/ui/disclosure.tsx'

/** So much of a text is shown at once; more than that is folded. */
const mostLines = 15
const mostCharacters = 1000

/** Text of a machine as it came, as plain text whatever it holds; folded where it is long, or `folded` says so. */
export function RawText({ text, summary, folded }: { text: string; summary: string; folded?: boolean }) {
  const isLong = text.length > mostCharacters || text.split('\n').length > mostLines
  const shown = (
    <pre className="whitespace-pre-wrap rounded-box bg-sunken p-3 font-mono text-small wrap-anywhere">
      {text}
    </pre>
  )
  return folded || isLong ? <Disclosure summary={summary}>{shown}</Disclosure> : shown
}
