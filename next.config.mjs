import createNextIntlPlugin from 'next-intl/plugin'
import { maxFormBytes } from './lib/platform/http/form-limit.ts'

const withNextIntl = createNextIntlPlugin('./lib/boot/intl-request.ts')

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  // lib/platform/http/compression.ts does it.
  compress: false,
  // `npm test` checks types, by tsc, before it builds; who only runs Recapito need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // `npm run build` names it after the sources; null: a name of its own.
  generateBuildId: () => process.env.BUILD_ID ?? null,
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { '/*': ['./db/migrations/**/*', './messages/**/*'] },
  // Paths built at run time make the tracer take whole folders along.
  outputFileTracingExcludes: {
    '/*': ['./data/**/*', './.git/**/*', './test-results/**/*', './.next/cache/**/*'],
    'next-server': ['node_modules/sharp/**/*', 'node_modules/@img/**/*'],
  },
  // No picture passes through Next, and sharp need not travel.
  images: { unoptimized: true },
  experimental: {
    serverActions: { bodySizeLimit: maxFormBytes },
    // `npm run profile` names by them whose time it is.
    serverSourceMaps: true,
    // Loading all pages at start takes half a second of a processor and 18 MB; the first visit of a page then saves 5 ms.
    preloadEntriesOnStart: false,
  },
}

export default withNextIntl(config)
