/** What chats and their Markdown read as a mention, a link, an image or a style. */
const marks = [
  String.raw`[<\]]|!(?=\[)`,
  String.raw`(?<![\p{L}\p{N}])(?:[@*_~](?=\S)|#(?=[\p{L}\p{N}#\s]))`,
  // An address: of any scheme, of a host with or without www, of a mailbox. Other scripts have dots of their own.
  String.raw`(?<=\p{L}):(?=\S)|:(?=\/\/)`,
  String.raw`(?<=\bwww\d*)[.。．｡]|(?<=[\p{L}\p{N}_-])[.。．｡](?=\p{L}[\p{L}\p{N}-])`,
]
const anyMark = new RegExp(marks.join('|'), 'giu')

/**
 * The words of a sender, or of a machine that answers, as a chat shows them: they mention nobody and link nowhere. Not every chat has
 * escapes, and all find addresses in plain text, so an invisible space follows what would begin something.
 */
export function asPlain(text: string): string {
  return text.replaceAll('`', '’').replace(anyMark, '$&\u200b')
}
