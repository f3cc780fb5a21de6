/** The part of a report that brings back the message it is about (RFC 3462), on the line that names its type. */
const returnedPart =
  /^(?:content-type:\s*|[ \t]+)(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)(?![\w-])/i
const header = /^(?:[!-9;-~]+:|[ \t])/

/**
 * A report, with `\n` between its lines, up to the headers of the message that it brings back: what that says may be a code
 * or a link that signs somebody in, which are nowhere kept in the clear.
 */
export function withoutReturnedBody(report: string): string {
  const lines = report.split('\n')
  const part = lines.findIndex((line) => returnedPart.test(line))
  if (part < 0) return report
  const start = lines.indexOf('', part) + 1
  if (start === 0) return lines.slice(0, part + 1).join('\n')
  const length = lines.slice(start).findIndex((line) => !header.test(line))
  return lines.slice(0, length < 0 ? undefined : start + length).join('\n')
}
