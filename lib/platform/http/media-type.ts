/** A media type in lower case without parameters, and its charset if it names one (RFC 9110, 8.3). */
export function parseMediaType(header: string | null | undefined): { type: string; charset: string | null } {
  const [type = '', ...parameters] = (header ?? '').split(';')
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(parameter)?.[1])
    .find((name) => name !== undefined)
  return { type: type.trim().toLowerCase(), charset: charset?.toLowerCase() ?? null }
}

/** Whether a media type is JSON (RFC 6839), in a charset that JSON allows. */
export function isJsonType(header: string | null | undefined): boolean {
  const { type, charset } = parseMediaType(header)
  const isJson = type === 'application/json' || type === 'text/json' || /^[a-z]+\/[^/\s]+\+json$/.test(type)
  return isJson && isUtf8(charset)
}

export function isUtf8(charset: string | null): boolean {
  return charset === null || ['utf-8', 'utf8', 'us-ascii'].includes(charset)
}
