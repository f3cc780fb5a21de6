/** For what depends on its address alone. */
export const foreverHeaders = { 'cache-control': 'public, max-age=31536000, immutable' }
