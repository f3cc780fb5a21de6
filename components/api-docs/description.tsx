import { Fragment } from 'react'

/** What the API says of itself: English, paragraphs parted by an empty line, names between backticks. */
export function ApiDescription({ text }: { text: string }) {
  return (
    <div lang="en" className="flex max-w-measure flex-col gap-3">
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>
          <Marked text={paragraph} />
        </p>
      ))}
    </div>
  )
}

/** The same as part of a line. */
export function Line({ text }: { text: string }) {
  return (
    <span lang="en">
      <Marked text={text} />
    </span>
  )
}

function Marked({ text }: { text: string }) {
  return text.split('`').map((part, index) => {
    const key = `${index} ${part}`
    return index % 2 === 1 ? <Name key={key}>{part}</Name> : <Fragment key={key}>{part}</Fragment>
  })
}

/** A name as machines write it. */
export function Name({ children }: { children: string }) {
  return <code className="font-mono text-[0.9375em]">{children}</code>
}
