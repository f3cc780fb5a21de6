import type { Page } from '@playwright/test'

/** A device with a screen lock, in Chromium (DevTools protocol, WebAuthn). */
export type Device = {
  /** Whether the person unlocks the device; otherwise they cancel the browser's prompt. */
  setUnlocked(unlocked: boolean): Promise<void>
  remove(): Promise<void>
}

/** Gives the page's browser a device that stores passkeys and unlocks at once. */
export async function addDevice(page: Page): Promise<Device> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async setUnlocked(isUserVerified) {
      await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    async remove() {
      await browser.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
