/** The drag type of a picture of the studio; its data is the picture's id. */
export const IMAGE_DRAG_TYPE = 'application/x-bunch-image'

/** True for a drag that may become a reference: files, a picture of the studio, or one of another page. */
export function isReferenceDrag(types: readonly string[]): boolean {
  return types.includes(IMAGE_DRAG_TYPE) || types.includes('Files') || types.includes('text/uri-list')
}
