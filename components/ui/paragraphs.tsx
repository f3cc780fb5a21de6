/** A person's text: an empty line begins a paragraph, a line end stays. */
export function Paragraphs({ text, locale }: { text: string; locale: string }) {
  return (
    <div lang={locale} className="flex max-w-measure flex-col gap-4">
      {text.split(/\n\s*\n/).map((paragraph, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts may repeat, and the list never changes
        <p key={place} dir="auto" className="whitespace-pre-line wrap-anywhere">
          {paragraph}
        </p>
      ))}
    </div>
  )
}
