import { env } from '#/env.ts'

/** Whether people use https: if so, cookies are Secure and browsers must stay on https. */
export const isSecure = env.APP_URL.startsWith('https:')

/** Device features that no page needs, except for passkeys. Only well-known ones: browsers warn about others. */
const refusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

/**
 * Headers of every answer: page, file, API, redirect, refusal, fault (033). A header that the answer sets itself wins.
 * Referrer-Policy is `same-origin`, because `no-referrer` would make forms without JavaScript send a null Origin.
 */
export const responseHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // For answers that are no page: should a browser show one, nothing in it runs, loads, is sent or framed.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    ...refusedFeatures.map((feature) => `${feature}=()`),
    'publickey-credentials-create=(self)',
    'publickey-credentials-get=(self)',
  ].join(', '),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  ...(isSecure && { 'strict-transport-security': formatTransport(env.HSTS_SUBDOMAINS) }),
}

/** Strict-Transport-Security for two years, with subdomains unless that is off. */
export function formatTransport(subdomains: 'on' | 'off'): string {
  return subdomains === 'on' ? 'max-age=63072000; includeSubDomains' : 'max-age=63072000'
}
