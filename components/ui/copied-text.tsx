import { CopyButton } from './copy-button.tsx'

/** A short name, an id or a key with a button that copies it. */
export function CopiedText({ text }: { text: string }) {
  return (
    <>
      <code translate="no" className="font-mono text-small wrap-anywhere">
        {text}
      </code>
      <CopyButton text={text} />
    </>
  )
}
