import { type RefObject, useEffect, useState } from 'react'

/** Known once a picture was slow enough to need it. */
let decode: typeof import('./thumb-hash.ts')['placeholderUrl'] | undefined

/**
 * A blurred picture as a data address, to lie under an image until it is there; none in the page's HTML, where each
 * would weigh kilobytes, and none where the image is there already.
 *
 * @param thumbHash the ThumbHash in Base64
 */
export function usePlaceholder(
  thumbHash: string | null,
  image: RefObject<HTMLImageElement | null>,
): string | undefined {
  const [url, setUrl] = useState(() => (thumbHash ? decode?.(thumbHash) : undefined))
  const [of, setOf] = useState(thumbHash)
  if (of !== thumbHash) {
    setOf(thumbHash)
    setUrl(thumbHash ? decode?.(thumbHash) : undefined)
  }

  useEffect(() => {
    if (url || !thumbHash || image.current?.complete) return
    let gone = false
    import('./thumb-hash.ts').then(
      ({ placeholderUrl }) => {
        decode = placeholderUrl
        if (!gone) setUrl(placeholderUrl(thumbHash))
      },
      // Offline: the plain surface stays.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [url, thumbHash, image])

  return url
}
