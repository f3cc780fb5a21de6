import { responseHeaders } from '#/lib/platform/http/security-headers.ts'
import { type Style, style } from './style.ts'

/**
 * The page runs and loads nothing. Its one form leads to itself; data for machines is in a script element that no browser
 * runs.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...responseHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyWith([style]),
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
  ...responseHeaders,
  'content-type': 'application/json',
  ...crossOriginHeaders,
}

/** The same for a page with another style too, and perhaps with a logo. */
export function pageHeadersWith(own: Style | null, hasLogo: boolean): Readonly<Record<string, string>> {
  return { ...pageHeaders, 'content-security-policy': policyWith(own ? [style, own] : [style], hasLogo) }
}

function policyWith(styles: readonly Style[], hasLogo = false): string {
  return [
    "default-src 'none'",
    `style-src ${styles.map(({ source }) => source).join(' ')}`,
    hasLogo ? "img-src 'self' data:" : 'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
