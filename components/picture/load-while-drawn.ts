/**
 * A picture's `ref`: nothing is fetched for one that has left the page. Browsers fetch to its end otherwise what was on its
 * way, and of a walk through a hundred pictures the last one waits for all; and of one with `sizes="auto"`, which has no
 * width any more, they fetch the largest, also where its picture has just been deleted for good.
 */
export function loadWhileDrawn(image: HTMLImageElement): () => void {
  return () => {
    // A moment later, when it is known whether it really leaves: React may take a ref off and put it on again.
    queueMicrotask(() => {
      if (image.isConnected) return
      image.removeAttribute('srcset')
      image.removeAttribute('src')
    })
  }
}
