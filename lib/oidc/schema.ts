/** `to`: the address to open now; the provider's, or a page of this studio that says why not. */
export interface LinkStartDto {
  to: string
}
