import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

/** The half of an element that the pointer is over. */
function edgeAt(element: Element, clientX: number): 'before' | 'after' {
  const { left, width } = element.getBoundingClientRect()
  return clientX < left + width / 2 ? 'before' : 'after'
}

/**
 * Lets the list's `[data-key]` items be dragged to another place. `onMove` gets the key and the place it lands on,
 * counted from 0 in the resulting order. Items that come later take part too. Returns how to stop.
 */
export function makeSortable(list: HTMLElement, onMove: (key: string, to: number) => void): () => void {
  const registered = new Map<HTMLElement, () => void>()
  const items = () => [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')]

  const register = (element: HTMLElement) =>
    combine(
      draggable({
        element,
        getInitialData: () => ({ sortable: list, key: element.dataset.key }),
        onDragStart: () => element.setAttribute('data-dragging', 'true'),
        onDrop: () => element.removeAttribute('data-dragging'),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.sortable === list && source.element !== element,
        getData: ({ input }) => ({ edge: edgeAt(element, input.clientX) }),
        onDrag: ({ self }) => element.setAttribute('data-edge', String(self.data.edge)),
        onDragLeave: () => element.removeAttribute('data-edge'),
        onDrop: () => element.removeAttribute('data-edge'),
      }),
    )

  const sync = () => {
    const now = items()
    for (const [element, stop] of registered) {
      if (now.includes(element)) continue
      stop()
      registered.delete(element)
    }
    for (const element of now) if (!registered.has(element)) registered.set(element, register(element))
  }

  const watcher = new MutationObserver(sync)
  watcher.observe(list, { childList: true })
  sync()
  const stopMonitor = monitorForElements({
    canMonitor: ({ source }) => source.data.sortable === list,
    onDrop: ({ source, location }) => {
      const target = location.current.dropTargets[0]
      if (!target || !(target.element instanceof HTMLElement)) return
      const now = items()
      const from = now.findIndex((item) => item.contains(source.element))
      const over = now.indexOf(target.element)
      const gap = over + (target.data.edge === 'after' ? 1 : 0)
      onMove(String(source.data.key), gap > from ? gap - 1 : gap)
    },
  })
  return () => {
    stopMonitor()
    watcher.disconnect()
    for (const stop of registered.values()) stop()
  }
}
