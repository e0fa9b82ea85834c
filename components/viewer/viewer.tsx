'use client'

import { ChevronLeft, ChevronRight, Download, Info, Minus, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { imageUrls } from '#lib/images/client.ts'
import { Alone } from './alone.tsx'
import { Panel } from './panel.tsx'
import { Stage, type StageHandle, type StageZoom } from './stage.tsx'
import { Strip } from './strip.tsx'
import { useStageAlone } from './use-stage-alone.ts'
import { useWalk } from './use-walk.ts'
import type { ViewerList } from './viewer-list.ts'

interface ViewerProps {
  id: string
  list: ViewerList
  onTurn: (id: string) => void
  onClose: () => void
  /** Leaves the viewer for the composer, which goes there by itself. */
  onLeave: () => void
}

const WIDE = '(width >= 900px)'

/** One picture on near-black, over everything: its siblings below, its facts at the right. Everything by key. */
export function Viewer({ id, list, onTurn, onClose, onLeave }: ViewerProps) {
  const t = useTranslations('viewer')
  const root = useRef<HTMLDivElement>(null)
  const stage = useRef<StageHandle>(null)
  const [zoom, setZoom] = useState<StageZoom>({ percent: 100, zoomed: false })
  const { percent, zoomed } = zoom
  const atActual = Math.abs(percent - 100) < 0.5
  const [panel, setPanel] = useState(() => matchMedia(WIDE).matches)
  const { place, item, hasPrevious, hasNext, turn } = useWalk({ id, list, onTurn, onClose })

  const shown = useRef(id)
  useEffect(() => {
    shown.current = id
  }, [id])
  const tile = useCallback(
    () => document.querySelector<HTMLElement>(`[data-picture="${CSS.escape(shown.current)}"]`),
    [],
  )
  useStageAlone(root, tile)

  /** Does what a key stands for; false where it stands for nothing. */
  const press = (key: string): boolean => {
    switch (key) {
      case 'ArrowLeft':
        turn(-1)
        return true
      case 'ArrowRight':
        turn(1)
        return true
      case 'Escape':
        onClose()
        return true
      case '+':
      case '=':
        stage.current?.zoomIn()
        return true
      case '-':
        stage.current?.zoomOut()
        return true
      case '0':
        stage.current?.fit()
        return true
      case '1':
        stage.current?.actual()
        return true
      case 'i':
      case 'I':
        setPanel(!panel)
        return true
      default:
        return false
    }
  }

  const onKeyDown = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
    // A menu or popover over the viewer has its own keys.
    if (event.target instanceof Element && event.target.closest('[popover]')) return
    if (!press(event.key)) return
    event.preventDefault()
  }

  // What had the focus may have gone, as the button that deleted a picture or took that back: keys are for the viewer still.
  const onStrayKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (
      event.target !== document.body ||
      document.querySelector('dialog[open], [popover="auto"]:popover-open')
    )
      return
    root.current?.focus({ preventScroll: true })
    onKeyDown(event)
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => onStrayKey(event)
    // Before the keys of commands, as for whatever has the focus.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [])

  const onSwipe = (direction: 'next' | 'previous' | 'close') => {
    if (direction === 'close') onClose()
    else turn(direction === 'next' ? 1 : -1)
  }

  return createPortal(
    <div
      ref={root}
      role="dialog"
      aria-modal="true"
      aria-label={item ? item.prompt.slice(0, 200) : t('label')}
      tabIndex={-1}
      data-viewing={id}
      data-theme="dark"
      onKeyDown={onKeyDown}
      className="fixed inset-0 z-40 flex overscroll-contain bg-stage text-on-stage outline-none"
    >
      <div className="relative min-w-0 flex-1 overflow-hidden">
        {item ? (
          <Stage key={item.id} item={item} ref={stage} onZoom={setZoom} onSwipe={onSwipe} />
        ) : (
          <Alone id={id} ref={stage} onZoom={setZoom} onSwipe={onSwipe} />
        )}
        <header className="pointer-events-none absolute inset-x-0 top-0 flex items-center gap-1 p-2 *:pointer-events-auto">
          <IconButton variant="stage" label={t('close')} keys="Esc" size="lg" onClick={onClose}>
            <X aria-hidden className="size-5" />
          </IconButton>
          {place !== -1 && list.total !== undefined && list.total > 1 && (
            <p aria-live="polite" className="rounded bg-stage/70 px-2 py-1 text-muted text-xs">
              {t('place', { place: place + 1, count: list.total })}
            </p>
          )}
          <div className="ml-auto flex items-center gap-1 rounded bg-stage/70 p-1">
            <span className="flex items-center max-sm:hidden">
              <IconButton label={t('zoomOut')} keys="-" onClick={() => stage.current?.zoomOut()}>
                <Minus aria-hidden className="size-4" />
              </IconButton>
              <button
                type="button"
                data-tip={atActual ? t('fit') : t('actual')}
                data-keys={atActual ? '0' : '1'}
                aria-label={t('zoom', { percent: Math.round(percent) })}
                onClick={() => (atActual ? stage.current?.fit() : stage.current?.actual())}
                className="h-8 min-w-14 rounded text-center text-muted text-xs hover:bg-sunk hover:text-ink"
              >
                {Math.round(percent)} %
              </button>
              <IconButton label={t('zoomIn')} keys="+" onClick={() => stage.current?.zoomIn()}>
                <Plus aria-hidden className="size-4" />
              </IconButton>
            </span>
            <a
              href={imageUrls.download(id)}
              download
              aria-label={t('download')}
              data-tip={t('download')}
              className="touch-target inline-flex size-8 items-center justify-center rounded text-muted hover:bg-sunk hover:text-ink"
            >
              <Download aria-hidden className="size-4" />
            </a>
            <IconButton label={t('panel')} keys="I" aria-pressed={panel} onClick={() => setPanel(!panel)}>
              <Info aria-hidden className="size-4" />
            </IconButton>
          </div>
        </header>
        <Turn side="left" label={t('previous')} keys="←" enabled={hasPrevious} onTurn={() => turn(-1)} />
        <Turn side="right" label={t('next')} keys="→" enabled={hasNext} onTurn={() => turn(1)} />
        {place !== -1 && list.count > 1 && (
          <div
            inert={zoomed}
            className={cx('absolute inset-x-0 bottom-0 transition-opacity', zoomed && 'opacity-0')}
          >
            <Strip list={list} place={place} onTurn={onTurn} />
          </div>
        )}
      </div>
      {panel && <Panel imageId={id} onClose={() => setPanel(false)} onLeave={onLeave} />}
    </div>,
    document.body,
  )
}

interface TurnProps {
  side: 'left' | 'right'
  label: string
  keys: string
  enabled: boolean
  onTurn: () => void
}

/** The way to a neighbour, at the edge of the stage. Fingers swipe instead. */
function Turn({ side, label, keys, enabled, onTurn }: TurnProps) {
  const Icon = side === 'left' ? ChevronLeft : ChevronRight
  return (
    <IconButton
      variant="stage"
      label={label}
      keys={keys}
      size="lg"
      disabled={!enabled}
      onClick={onTurn}
      className={cx(
        'absolute top-1/2 max-sm:hidden disabled:invisible',
        side === 'left' ? 'left-1' : 'right-1',
      )}
    >
      <Icon aria-hidden className="size-6" />
    </IconButton>
  )
}
