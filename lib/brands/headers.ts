import { style } from '#/lib/brands/style.ts'
import { answerHeaders } from '#/lib/security-headers.ts'

/** The page runs nothing and loads nothing. Its one form leads to itself; data for machines is in a script element that no browser runs. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...answerHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${style.source}`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  // The one page of ours that is for search engines.
  'x-robots-tag': 'all',
}

/** Any page may read the JSON, also that there is none: it is public. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
}

export const jsonHeaders: Readonly<Record<string, string>> = {
  ...answerHeaders,
  'content-type': 'application/json',
  ...crossOriginHeaders,
}
