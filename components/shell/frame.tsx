'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** The level of a page's title in the surrounding frame; null without one. */
const FrameContext = createContext<1 | 2 | null>(null)

/** Marks the content of a frame, which has the page's `main`; `level` is 2 inside a dialog. */
export function Framed({ level = 1, children }: { level?: 1 | 2; children: ReactNode }) {
  return <FrameContext value={level}>{children}</FrameContext>
}

type MessageProps = {
  title: string
  text: string
  /** Shown above where no frame surrounds the message. */
  header?: ReactNode | undefined
  children: ReactNode
}

/** A message in the surrounding frame, or as a page of its own. */
export function Message({ title, text, header, children }: MessageProps) {
  const level = useContext(FrameContext)
  const Heading = level === 2 ? 'h2' : 'h1'
  const content = (
    <>
      <title>{title}</title>
      <div>
        <Heading className="text-title">{title}</Heading>
        <p className="mt-1 text-muted">{text}</p>
      </div>
      {children}
    </>
  )
  if (level !== null) return <div className="flex max-w-measure flex-col gap-6">{content}</div>
  return (
    <>
      {header}
      <main id="content" tabIndex={-1} className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
        {content}
      </main>
    </>
  )
}
