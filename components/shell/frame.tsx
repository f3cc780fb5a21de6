'use client'

import { createContext, type ReactNode, useContext } from 'react'

type Frame = {
  /** The level of a page's title: 2 inside a dialog. */
  level?: 1 | 2
  /** What surrounds the title of a message in the document's title: `titleAround`. */
  before?: string
  after: string
}

/** The surrounding frame; null without one. */
const FrameContext = createContext<Frame | null>(null)

/** Marks the content of a frame, which has the page's `main`. */
export function Framed({ children, ...frame }: Frame & { children: ReactNode }) {
  return <FrameContext value={frame}>{children}</FrameContext>
}

type MessageProps = {
  title: string
  text: string
  /** Shown above where no frame surrounds the message. */
  header?: ReactNode | undefined
  /** What follows the title in the document's title, where no frame says it. */
  after?: string | undefined
  children: ReactNode
}

/** A message in the surrounding frame, or as a page of its own. */
export function Message({ title, text, header, after, children }: MessageProps) {
  const frame = useContext(FrameContext)
  const Heading = frame?.level === 2 ? 'h2' : 'h1'
  const content = (
    <>
      <title>{[frame?.before, title, frame ? frame.after : after].join('')}</title>
      <div>
        <Heading className="text-title">{title}</Heading>
        <p className="mt-1 text-muted">{text}</p>
      </div>
      {children}
    </>
  )
  if (frame) return <div className="flex max-w-measure flex-col gap-6">{content}</div>
  return (
    <>
      {header}
      <main id="content" tabIndex={-1} className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
        {content}
      </main>
    </>
  )
}
