'use client'

import { useRouter } from 'next/navigation'
import {
  type ChangeEvent,
  Fragment,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import { LiveRegion } from '#/components/ui/live-region.tsx'

type LiveFiltersProps = {
  path: string
  /** The address of the view that the controls show. */
  view: string
  /** The words that an address omits, by the names of the controls. */
  defaults: Readonly<Record<string, string>>
  /** Typed text applies once somebody leaves its field, for fields that need a whole word. */
  whole: boolean
  /** What screen readers hear once the list shows what was chosen. */
  applied: string
  children: ReactNode
}

/** Milliseconds after the last key. */
const pause = 400

/** The form of a list's filters: with JavaScript each applies as it changes, and its field keeps the focus. */
export function LiveFilters({ path, view, defaults, whole, applied, children }: LiveFiltersProps) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = useRef(view)
  const isOwn = useRef(false)
  const [isApplying, startApplying] = useTransition()
  const [announced, setAnnounced] = useState('')
  const [edition, setEdition] = useState(0)

  // A URL other than the form's own, such as that of a removed filter: reset the controls to it.
  useLayoutEffect(() => {
    if (shown.current === view) return
    shown.current = view
    if (!isOwn.current && !waiting.current) setEdition((last) => last + 1)
  }, [view])

  // A list without filters has them folded, but not around the control that somebody uses.
  useLayoutEffect(() => {
    const used = form.current?.querySelectorAll<HTMLDetailsElement>('details:has(:focus:not(summary))')
    for (const fold of used ?? []) fold.open = true
  })

  useEffect(() => {
    if (!isApplying) isOwn.current = false
  }, [isApplying])

  useEffect(() => () => clearTimeout(waiting.current), [])

  function forget() {
    clearTimeout(waiting.current)
    waiting.current = undefined
  }

  function apply(replaces: boolean) {
    forget()
    if (!form.current) return
    isOwn.current = true
    setAnnounced(applied)
    const href = addressOf(path, new FormData(form.current), defaults)
    startApplying(() => (replaces ? router.replace : router.push)(href, { scroll: false }))
  }

  function follow({ target }: ChangeEvent<HTMLFormElement>) {
    if (!isTyped(target)) return apply(false)
    forget()
    waiting.current = setTimeout(() => apply(true), whole ? longest : pause)
  }

  return (
    <>
      <form
        ref={form}
        method="get"
        action={path}
        onChange={follow}
        onBlur={() => whole && waiting.current && apply(true)}
        onSubmit={(event) => {
          event.preventDefault()
          apply(false)
        }}
      >
        <Fragment key={edition}>{children}</Fragment>
      </form>
      <div className="sr-only">
        <LiveRegion>{isApplying ? null : announced}</LiveRegion>
      </div>
    </>
  )
}

/** Longer than anybody rests in a field that needs a whole word. */
const longest = 2 ** 31 - 1

function isTyped(target: Element): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)
}

/**
 * The form's state as the list's canonical URL: a redirect to a shorter URL would reload the page and move the
 * focus. Several values of one name are joined in one text.
 */
function addressOf(path: string, given: FormData, defaults: Readonly<Record<string, string>>): string {
  const names = [...new Set(given.keys())]
  const filled = names.map((name): [string, string] => [name, given.getAll(name).join().trim()])
  const query = new URLSearchParams(filled.filter(([name, text]) => text !== '' && text !== defaults[name]))
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `${path}?${text}` : path
}
