import { currentSettings } from '#/lib/platform/settings/current.ts'

/** Printed instead of the top bar: the account, and the portal's `address`, to which link paths are relative. */
export async function PrintHead({ of, address }: { of: readonly string[]; address: string }) {
  const { programmeName } = await currentSettings()
  return <p className="hidden p-4 text-small print:block">{[...of, programmeName, address].join(' · ')}</p>
}
