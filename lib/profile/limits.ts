/** What a person may hand in as their picture; it is always encoded again by us. */
export const AVATAR = {
  /** Bytes of the upload. */
  maxBytes: 20 * 1024 * 1024,
  /** For the browser's file dialog; what counts are the bytes. */
  accept: 'image/png,image/jpeg,image/webp,image/heic,image/heif,image/avif,image/gif,image/tiff',
} as const
