/**
 * A picture's `ref`: what has not come when it leaves the page is given up. Browsers fetch it to its end otherwise, and
 * of a walk through a hundred pictures the last one waits for all.
 */
export function loadWhileDrawn(image: HTMLImageElement): () => void {
  return () => {
    // A moment later, when it is known whether it really leaves: React may take a ref off and put it on again.
    queueMicrotask(() => {
      if (image.isConnected || image.complete) return
      image.removeAttribute('srcset')
      image.removeAttribute('src')
    })
  }
}
