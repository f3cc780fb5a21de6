import { splitLinks } from '#/lib/platform/values/links-in-text.ts'

/** A person's text with its web addresses as links. We vouch for none of them. */
export function LinkedText({ text }: { text: string }) {
  return splitLinks(text).map((piece, place) =>
    piece.href === null ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces may repeat, and a text never changes
      <a key={place} href={piece.href} rel="noopener nofollow" data-bare className="wrap-anywhere">
        {piece.text}
      </a>
    ),
  )
}
