'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { Button, PlainLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Modal } from '#/components/ui/modal.tsx'
import { leadsToForm } from '#/lib/admin/palette/response.ts'
import { isMac, readKey } from './keys.ts'
import type { KeyTexts, SearchTexts } from './palette-texts.ts'
import { ResultList } from './result-list.tsx'
import { type SearchFault, useSearchResults } from './use-search-results.ts'

export type DialogProps = {
  /** What was typed before the dialog was there. */
  takeTyped: () => string
  onClose: () => void
}

type SearchDialogProps = DialogProps & { path: string; texts: SearchTexts; keys: KeyTexts | null }

/** The search of everything: a combobox over a list of results in groups (ARIA practices), in a dialog. */
export function SearchDialog({ path, texts, keys, takeTyped, onClose }: SearchDialogProps) {
  const router = useRouter()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [asked, ask] = useState<{ newTab: boolean } | null>(null)
  const { answer, fault, isCurrent, askAgain } = useSearchResults(text, texts, path)
  const items = answer?.groups.flatMap((group) => group.items) ?? []
  const count = items.length

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the dialog appears
  useLayoutEffect(() => {
    input.current?.focus()
    setText(takeTyped())
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer starts at its first result
  useEffect(() => setAt(0), [answer])

  function close() {
    input.current?.closest('dialog')?.close()
  }

  function open(href: string, newTab: boolean) {
    if (newTab) {
      window.open(href, '_blank', 'noopener')
      return
    }
    close()
    router.push(href, { scroll: !leadsToForm(href) })
  }

  // Enter was pressed before the answer to the last key came.
  useEffect(() => {
    if (!asked || !isCurrent) return
    ask(null)
    const [first] = items
    // Long after the key a browser opens no tab.
    if (first && !fault) open(first.href, asked.newTab && navigator.userActivation.isActive)
  })

  function obey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const inNewTab = event.ctrlKey || event.metaKey
    if (readKey(event, { isMac: isMac(), isTyping: true, isOff: false }) === 'search') close()
    else if (event.key === 'ArrowDown') setAt(count ? (at + 1) % count : 0)
    else if (event.key === 'ArrowUp') setAt(count ? (at + count - 1) % count : 0)
    else if (event.key !== 'Enter') return
    else if (!isCurrent) ask({ newTab: inNewTab })
    else if (items[at]) open(items[at].href, inNewTab)
    event.preventDefault()
  }

  const status = fault?.text ?? (isCurrent ? (count > 0 ? answer?.said : texts.none) : texts.loading)
  return (
    <Modal aria-label={texts.title} onClose={onClose}>
      <div className="flex max-h-dvh flex-col sm:max-h-[70dvh]">
        <div className="flex items-center gap-2 border-line border-b p-3">
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label={texts.label}
            aria-autocomplete="list"
            aria-expanded={count > 0}
            aria-controls={count > 0 ? id : undefined}
            aria-activedescendant={count > 0 ? `${id}-${at}` : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
            placeholder={texts.label}
            maxLength={100}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              ask(null)
            }}
            onKeyDown={obey}
            className="control flex-1"
          />
          <Button type="button" variant="quiet" size="small" onClick={close}>
            {texts.close}
          </Button>
        </div>
        {count > 0 ? (
          <ResultList
            id={id}
            label={texts.title}
            groups={answer?.groups ?? []}
            at={at}
            onPoint={setAt}
            onOpen={close}
          />
        ) : null}
        <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-2 text-small">
          <p role="status" className={fault ? 'text-bad' : 'text-muted'}>
            {status}
          </p>
          {fault ? (
            <Help fault={fault} texts={texts} onAgain={askAgain} />
          ) : keys ? (
            <Link href={`${path}/keys`} onClick={close}>
              {keys.title}
            </Link>
          ) : null}
        </div>
      </div>
    </Modal>
  )
}

function Help({ fault, texts, onAgain }: { fault: SearchFault; texts: SearchTexts; onAgain: () => void }) {
  const next = `${window.location.pathname}${window.location.search}`
  return fault.helps === 'signIn' ? (
    <PlainLink size="small" href={`/sign-in?${new URLSearchParams({ done: 'ended', next })}`}>
      {texts.signIn}
    </PlainLink>
  ) : (
    <Button type="button" size="small" onClick={onAgain}>
      {texts.again}
    </Button>
  )
}
