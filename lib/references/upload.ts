/** Formats a person may hand in; what the models do not read is converted on the server. */
export const REFERENCE_UPLOAD = {
  /** Bytes of one upload, before encoding. */
  maxBytes: 60 * 1024 * 1024,
  accept: {
    'image/png': ['.png'],
    'image/jpeg': ['.jpg', '.jpeg'],
    'image/webp': ['.webp'],
    'image/heic': ['.heic'],
    'image/heif': ['.heif'],
    'image/avif': ['.avif'],
    'image/gif': ['.gif'],
    'image/tiff': ['.tif', '.tiff'],
  },
} as const
