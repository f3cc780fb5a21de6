'use client'

import { useEffect, useState } from 'react'
import { Choice } from '#/components/ui/choice.tsx'
import { areSingleKeysOff, switchSingleKeys } from './keys.ts'
import type { KeyTexts } from './palette-texts.ts'

/** Switches the single keys on and off in this browser (WCAG 2.1.4). Without JavaScript there are no shortcuts. */
export function KeysSetting({ texts }: { texts: KeyTexts }) {
  const [isOn, setOn] = useState<boolean | null>(null)

  useEffect(() => setOn(!areSingleKeysOff()), [])

  if (isOn === null) return <noscript>{texts.script}</noscript>
  return (
    <Choice
      type="checkbox"
      id="single-keys"
      label={texts.single}
      hint={texts.singleHint}
      checked={isOn}
      onChange={(event) => {
        switchSingleKeys(event.target.checked)
        setOn(event.target.checked)
      }}
    />
  )
}
