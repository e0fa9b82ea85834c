import { isChoosing, selectedWith, selection, whenChosen } from '#components/gallery/selection-store.ts'
import type { CommandId } from './catalogue.ts'
import { useCommand } from './use-command.ts'

/** A picture is open over the list. */
const isViewing = () => document.querySelector('[data-viewing]') !== null

/** The pictures that a key is about: the one in the viewer, the one with the focus, those chosen, the one pointed at. */
export function picturesAtHand(): readonly string[] {
  // Also a picture that is open by its own address, over no list.
  const open = document.querySelector<HTMLElement>('[data-viewing]')?.dataset.viewing
  if (open !== undefined) return [open]
  const focused = document.activeElement?.closest<HTMLElement>('[data-picture]')?.dataset.picture
  if (focused !== undefined) return selectedWith(focused)
  if (selection().size > 0) return [...selection()]
  const pointed = document.querySelector<HTMLElement>('[data-picture]:hover')?.dataset.picture
  return pointed === undefined ? [] : [pointed]
}

/** False where there are none. */
function actAtHand(act: (imageIds: readonly string[]) => void): boolean {
  const pictures = picturesAtHand()
  if (pictures.length > 0) act(pictures)
  return pictures.length > 0
}

/** Does a command with the pictures at hand, wherever in the studio there are any. */
export function usePictureCommand(
  id: Extract<CommandId, `picture.${string}`>,
  enabled: boolean,
  act: (imageIds: readonly string[]) => void,
): void {
  useCommand(
    id,
    () => {
      // All were asked for a moment ago: all are meant, not those that are known by now.
      if (isChoosing() && !isViewing()) {
        whenChosen(() => actAtHand(act))
        return
      }
      return actAtHand(act)
    },
    enabled,
  )
}
