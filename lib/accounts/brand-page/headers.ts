import { answerHeaders } from '#/lib/platform/http/security-headers.ts'
import { style } from './style.ts'

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

/** Any page may read the JSON, its tag, and that there is none: it is public. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
  'cross-origin-resource-policy': 'cross-origin',
}

/** What a browser asks before it sends a script's own headers, such as `If-None-Match`: whatever they are. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  ...crossOriginHeaders,
  allow: 'GET, HEAD, OPTIONS',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
}

export const jsonHeaders: Readonly<Record<string, string>> = {
  ...answerHeaders,
  'content-type': 'application/json',
  ...crossOriginHeaders,
}
