'use client'

import { usePathname } from 'next/navigation'
import { Tabs } from '#/components/ui/tabs.tsx'

/** The tabs of the gate and of Configuration; each is a page. */
export function GateTabs({ label, tabs }: { label: string; tabs: { href: string; label: string }[] }) {
  const path = usePathname()
  return <Tabs label={label} tabs={tabs.map((tab) => ({ ...tab, current: tab.href === path }))} />
}
