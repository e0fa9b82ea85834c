'use client'

import { type ComponentType, useEffect, useRef } from 'react'
import { lazily } from './lazily.tsx'
import { holdKeys } from './typed-ahead.ts'

/**
 * A dialog whose code and words are fetched when it is first wanted. What somebody types until then is for its first field;
 * where the code cannot be fetched, it closes, so that the next press tries again.
 *
 * @returns the dialog, and how to fetch its code ahead of time
 */
export function lazyDialog<Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): [dialog: ComponentType<Props>, preload: () => void] {
  const [Dialog, preload] = lazily(load)
  // biome-ignore lint/correctness/noComponentHookFactories: called once per module, as React.lazy is
  function LazyDialog(props: Props) {
    return <Dialog {...props} onFailed={props.onClose} fallback={<OnItsWay onClose={props.onClose} />} />
  }
  return [LazyDialog, preload]
}

function OnItsWay({ onClose }: { onClose: () => void }) {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  }, [onClose])
  useEffect(() => holdKeys(() => close.current()), [])
  return null
}
