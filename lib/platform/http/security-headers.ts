import { env } from '#/env.ts'

/** Whether people reach us by https; then cookies are Secure, and browsers told to keep to it. */
export const isSecure = env.APP_URL.startsWith('https:')

/** Nothing that a page or a file of ours does needs a device, but signing in with a passkey. Those that browsers know well: of others they complain. */
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
 * What every answer says, whoever makes it: a page, a file, the API, a redirect, a refusal, a fault (033). Where an answer says
 * one of these itself, that stands. `same-origin` as Referrer-Policy, not `no-referrer`: that would make forms without JavaScript
 * send a null Origin.
 */
export const answerHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // Of what is no page: nothing in it runs, loads, is sent or framed, should a browser ever show it as one.
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

/** For two years, and for what lies below unless that is switched off. */
export function formatTransport(subdomains: 'on' | 'off'): string {
  return subdomains === 'on' ? 'max-age=63072000; includeSubDomains' : 'max-age=63072000'
}
