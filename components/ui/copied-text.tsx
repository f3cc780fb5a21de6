import { CopyButton } from './copy-button.tsx'

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
