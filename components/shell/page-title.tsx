/** The document's title: the page first, then what it belongs to. React moves it into the head. */
export function PageTitle({ parts }: { parts: string[] }) {
  return <title>{parts.filter(Boolean).join(' · ')}</title>
}
