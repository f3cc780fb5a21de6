/** A browser and its system by their usual names; null if unknown. */
export type Browser = { browser: string | null; system: string | null }

/** Order matters: most browsers also call themselves Chrome and Safari. */
const browsers: [RegExp, string][] = [
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\b(OPR|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Reads a `User-Agent` (RFC 9110, 10.1.5): a hint for people who look at their sessions, not a proof. */
export function recogniseBrowser(userAgent: string): Browser {
  const named = (list: [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(userAgent.slice(0, 300)))?.[1] ?? null
  return { browser: named(browsers), system: named(systems) }
}
