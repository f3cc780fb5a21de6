/** What chats and their Markdown read as a mention, a link, an image or a style. */
const marks = /[<\]]|!(?=\[)|:(?=\/\/)|(?<=\bwww)\.|(?<![\p{L}\p{N}])(?:[@*_~](?=\S)|#(?=[\p{L}\p{N}#\s]))/giu

/**
 * The words of a sender, or of a machine that answers, as a chat shows them: they mention nobody and link nowhere. Not every chat has
 * escapes, so an invisible space follows what would begin something.
 */
export function asPlain(text: string): string {
  return text.replaceAll('`', '’').replace(marks, '$&\u200b')
}
