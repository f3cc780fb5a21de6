import { currentSettings } from '#/lib/platform/settings/current.ts'

/** The document's title: the page first, then what it belongs to. React moves it into the head. */
export async function PageTitle({ parts }: { parts: string[] }) {
  const { programmeName } = await currentSettings()
  return <title>{[...parts, programmeName].filter(Boolean).join(' · ')}</title>
}
