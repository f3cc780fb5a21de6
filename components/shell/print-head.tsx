import { currentSettings } from '#/lib/platform/settings/current.ts'

/** On paper, in place of the bar at the top: whose page it is, and the portal's `address`, which the paths of links belong to. */
export async function PrintHead({ of, address }: { of: readonly string[]; address: string }) {
  const { programmeName } = await currentSettings()
  return <p className="hidden p-4 text-small print:block">{[...of, programmeName, address].join(' · ')}</p>
}
