'use client'

import { useLayoutEffect } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Modal } from '#/components/ui/modal.tsx'
import { KeysSetting } from './keys-setting.tsx'
import { KeysTable } from './keys-table.tsx'
import type { KeyTexts } from './palette-texts.ts'
import type { DialogProps } from './search-dialog.tsx'

// What is loaded only when somebody calls for it.
export { SearchDialog } from './search-dialog.tsx'

export function KeysDialog({
  texts,
  close,
  takeTyped,
  onClose,
}: DialogProps & { texts: KeyTexts; close: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the dialog appears
  useLayoutEffect(() => void takeTyped(), [])

  return (
    <Modal aria-label={texts.title} onClose={onClose}>
      <div className="flex flex-col gap-5 p-5">
        <div className="flex items-start justify-between gap-3">
          <h2 className="text-title">{texts.title}</h2>
          <Button
            type="button"
            variant="quiet"
            size="small"
            onClick={(event) => event.currentTarget.closest('dialog')?.close()}
          >
            {close}
          </Button>
        </div>
        <p className="text-muted">{texts.lead}</p>
        <KeysTable texts={texts} />
        <KeysSetting texts={texts} />
      </div>
    </Modal>
  )
}
