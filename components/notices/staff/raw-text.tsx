import { Disclosure } from '#/components/ui/disclosure.tsx'

const maxLines = 15
const maxCharacters = 1000

/** Shows a machine's text as plain text; folded if it is long or `folded`. */
export function RawText({ text, summary, folded }: { text: string; summary: string; folded?: boolean }) {
  const isLong = text.length > maxCharacters || text.split('\n').length > maxLines
  const shown = (
    <pre className="whitespace-pre-wrap rounded-box bg-sunken p-3 font-mono text-small wrap-anywhere">
      {text}
    </pre>
  )
  return folded || isLong ? <Disclosure summary={summary}>{shown}</Disclosure> : shown
}
