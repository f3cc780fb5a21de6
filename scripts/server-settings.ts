/**
 * The environment of Next's server. Maximum idle time of a connection in milliseconds: longer than with proxies (nginx
 * 60 s), so that none sends a request on a connection about to close. We handle signals (lib/boot/shut-down.ts): until
 * then, Next's own handlers could wait for ever for a server that is still starting.
 */
export const serverSettings = { KEEP_ALIVE_TIMEOUT: '75000', NEXT_MANUAL_SIG_HANDLE: 'true' }
