import { answerHeaders } from '#/lib/platform/http/security-headers.ts'
import { style } from './style.ts'

/**
 * The page runs and loads nothing. Its one form leads to itself; data for machines is in a script element that no browser
 * runs.
 */
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
  // Only this page of the portal is for search engines.
  'x-robots-tag': 'all',
}

/** The JSON is public: any page may read it, its tag, and that it does not exist. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
  'cross-origin-resource-policy': 'cross-origin',
}

/** A browser asks this before a script sends its own headers, such as `If-None-Match`; all are allowed. */
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
