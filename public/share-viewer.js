// @ts-check
/*
 * The viewer of a share link's page. Plain JavaScript, sent as it stands: the page brings no framework, and works without
 * this file too (a picture's link leads to a page of its own). Parts and words come from the page's template.
 */

/** @typedef {{ x: number, y: number }} Point */

/** Pixels a finger must travel to turn the page, and how far a tap may stray. */
const FAR_ENOUGH = 56
const TAP_PIXELS = 10
const DOUBLE_TAP_MS = 320
/** Part of the zoom that a pixel of wheel travel is; a trackpad's pinch arrives as a wheel with `ctrlKey`. */
const WHEEL = 0.0015
const TRACKPAD_PINCH = 0.01
const LINE_PIXELS = 16
/** One press of a zoom key. */
const STEP = 1.5
const LARGEST_THUMB = 1600

/** @type {HTMLAnchorElement[]} */
const links = [...document.querySelectorAll('a')].filter(({ dataset }) => dataset.n !== undefined)
const base = location.pathname

/** The open viewer, made when a picture is first opened. @type {ReturnType<typeof createViewer> | undefined} */
let viewer

for (const [place, link] of links.entries()) {
  link.addEventListener('click', (event) => {
    // A new tab, a download: what the person asked for.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(place)
    history.pushState({ viewer: true }, '', addressOf(place))
  })
}

addEventListener('popstate', () => {
  const n = new URLSearchParams(location.search).get('n')
  const place = links.findIndex(({ dataset }) => dataset.n === n)
  if (history.state?.viewer && place !== -1) open(place)
  else viewer?.leave()
})

/** A set's page has an address for each of its pictures; the page of one picture keeps its own. @param {number} place */
function addressOf(place) {
  return links.length > 1 ? `${base}?n=${links[place]?.dataset.n}` : location.href
}

/** @param {number} place */
function open(place) {
  viewer ??= createViewer()
  viewer.show(place)
}

function createViewer() {
  const template = document.querySelector('template')
  if (!template) throw new Error('the page has no viewer')
  document.body.append(template.content.cloneNode(true))
  /** @template {Element} T @param {string} selector @param {new () => T} type @returns {T | null} */
  const find = (selector, type) => {
    const found = document.querySelector(`#viewer ${selector}`)
    return found instanceof type ? found : null
  }
  const dialog = document.querySelector('dialog')
  const stage = find('.stage', HTMLElement)
  const counter = find('output', HTMLOutputElement)
  const info = find('.info', HTMLElement)
  if (!dialog || !stage || !counter || !info) throw new Error('the page’s viewer lacks a part')
  const previous = find('.previous', HTMLButtonElement)
  const next = find('.next', HTMLButtonElement)
  const save = find('.save', HTMLAnchorElement)

  let place = 0
  const picture = { width: 1, height: 1 }
  const rest = { width: 1, height: 1 }
  const view = { scale: 1, x: 0, y: 0 }
  let sheet = document.createElement('div')
  let original = false

  const room = () => ({ width: stage.clientWidth, height: stage.clientHeight })
  /** The zoom at which one pixel of the picture is one of the screen. */
  const actual = () => Math.max(0.05, picture.width / (devicePixelRatio || 1) / rest.width)
  const zoomed = () => view.scale > 1.01

  function settle() {
    const { width, height } = room()
    const scale = Math.min(width / picture.width, height / picture.height, 1)
    rest.width = Math.max(1, Math.round(picture.width * scale))
    rest.height = Math.max(1, Math.round(picture.height * scale))
    sheet.style.width = `${rest.width}px`
    sheet.style.height = `${rest.height}px`
    moveTo({ scale: 1, x: 0, y: 0 }, false)
  }

  /** Moves the picture: not too far in or out, and never past its edges into the dark.
   * @param {{ scale: number, x: number, y: number }} wanted @param {boolean} glide */
  function moveTo(wanted, glide) {
    const within = (/** @type {number} */ offset, /** @type {number} */ most) =>
      Math.min(most, Math.max(-most, offset))
    view.scale = Math.min(Math.max(8, actual() * 4), Math.max(Math.min(1, actual()), wanted.scale))
    const { width, height } = room()
    view.x = within(wanted.x, Math.max(0, (rest.width * view.scale - width) / 2))
    view.y = within(wanted.y, Math.max(0, (rest.height * view.scale - height) / 2))
    draw(glide)
    if (zoomed()) wantOriginal()
  }

  /** @param {boolean} glide @param {Point} [swipe] */
  function draw(glide, swipe = { x: 0, y: 0 }) {
    sheet.classList.toggle('gliding', glide)
    sheet.style.transform = `translate(${view.x + swipe.x}px, ${view.y + swipe.y}px) scale(${view.scale})`
    stage?.toggleAttribute('data-zoomed', zoomed())
  }

  /** Zooms so that what is under a point stays under it.
   * @param {number} scale @param {Point} point @param {boolean} glide */
  function zoomTo(scale, point, glide) {
    const factor = scale / view.scale
    const x = point.x - (point.x - view.x) * factor
    const y = point.y - (point.y - view.y) * factor
    moveTo({ scale, x, y }, glide)
  }

  /** Beyond the largest thumbnail only the original has something to show, and only where it may be had. */
  function wantOriginal() {
    const file = links[place]?.dataset.file
    const shown = rest.width * view.scale * (devicePixelRatio || 1)
    if (original || !file || picture.width <= LARGEST_THUMB || shown <= LARGEST_THUMB) return
    original = true
    sheet.append(layer(file, ''))
  }

  /** @param {string} src @param {string} alt */
  function layer(src, alt) {
    const image = new Image()
    image.decoding = 'async'
    image.draggable = false
    image.alt = alt
    image.src = src
    // What failed leaves what lies below it in sight.
    image.addEventListener('error', () => image.remove())
    return image
  }

  /** @param {number} at @param {number} width */
  const thumb = (at, width) => `${base}/t/${links[at]?.dataset.n}/${width}`

  /** @param {number} to */
  function show(to) {
    const link = links[to]
    const tile = link?.querySelector('img')
    if (!link || !tile || !dialog || !counter || !stage) return
    place = to
    original = false
    picture.width = Number(tile.getAttribute('width'))
    picture.height = Number(tile.getAttribute('height'))
    const fresh = document.createElement('div')
    fresh.className = 'sheet'
    // The page has this one already: it stands while the larger one comes.
    const small = tile.complete && tile.currentSrc ? tile.currentSrc : thumb(to, 640)
    fresh.append(layer(small, ''), layer(thumb(to, LARGEST_THUMB), tile.alt))
    sheet = fresh
    stage.replaceChildren(fresh)
    if (previous) previous.disabled = to === 0
    if (next) next.disabled = to === links.length - 1
    counter.value = links.length > 1 ? `${to + 1} / ${links.length}` : ''
    if (save && link.dataset.file) save.href = `${link.dataset.file}?download`
    if (!dialog.open) {
      dialog.showModal()
      dialog.focus()
    }
    settle()
    if (info && !info.hidden) tell()
    for (const near of [to + 1, to - 1]) {
      if (links[near]) new Image().src = thumb(near, LARGEST_THUMB)
    }
  }

  /** @param {number} by */
  function turn(by) {
    if (!links[place + by]) return
    show(place + by)
    history.replaceState({ viewer: true }, '', addressOf(place))
  }

  /** Prompt and settings stand on a picture's own page. */
  async function tell() {
    if (!info) return
    const of = place
    let told = links.length > 1 ? null : document.querySelector('body > .caption')?.cloneNode(true)
    if (!told) {
      const response = await fetch(`${base}?n=${links[of]?.dataset.n}`)
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      told = page.querySelector('.caption')
    }
    if (told && of === place) info.replaceChildren(told)
  }

  function toggleDetails() {
    if (!info || !find('.details', HTMLButtonElement)) return
    info.hidden = !info.hidden
    if (!info.hidden) tell()
  }

  /** Closes what the address does not ask for any more, and leaves the focus on the picture last seen. */
  function leave() {
    if (!dialog?.open) return
    dialog.close()
    links[place]?.focus()
  }
  const close = () => history.back()

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    close()
  })
  find('.close', HTMLButtonElement)?.addEventListener('click', close)
  find('.details', HTMLButtonElement)?.addEventListener('click', toggleDetails)
  previous?.addEventListener('click', () => turn(-1))
  next?.addEventListener('click', () => turn(1))
  addEventListener('resize', () => dialog.open && settle())

  const middle = { x: 0, y: 0 }
  /** @type {Map<string, () => void>} */
  const keys = new Map([
    ['ArrowLeft', () => turn(-1)],
    ['ArrowRight', () => turn(1)],
    ['+', () => zoomTo(view.scale * STEP, middle, true)],
    ['=', () => zoomTo(view.scale * STEP, middle, true)],
    ['-', () => zoomTo(view.scale / STEP, middle, true)],
    ['0', () => moveTo({ scale: 1, x: 0, y: 0 }, true)],
    ['1', () => zoomTo(actual(), middle, true)],
    ['i', toggleDetails],
  ])
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keys.get(event.key)
    if (!act) return
    event.preventDefault()
    act()
  })

  /** Pixels from the stage's middle. @param {MouseEvent} event @returns {Point} */
  const fromMiddle = ({ clientX, clientY }) => {
    const { width, height } = room()
    return { x: clientX - width / 2, y: clientY - height / 2 }
  }

  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const travel = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1)
      const factor = Math.exp(-travel * (event.ctrlKey ? TRACKPAD_PINCH : WHEEL))
      zoomTo(view.scale * factor, fromMiddle(event), false)
    },
    { passive: false },
  )

  /** Fingers and buttons that are down. @type {Map<number, Point>} */
  const held = new Map()
  /** Where the only finger went down; `null` while two pinch. @type {Point | null} */
  let start = null
  let tapped = { at: 0, x: 0, y: 0 }

  stage.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    held.set(event.pointerId, fromMiddle(event))
    start = held.size === 1 ? fromMiddle(event) : null
  })
  stage.addEventListener('pointermove', (event) => {
    const from = held.get(event.pointerId)
    if (!from) return
    const to = fromMiddle(event)
    held.set(event.pointerId, to)
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const apart = (/** @type {Point} */ point) => Math.hypot(point.x - other.x, point.y - other.y)
      const between = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }
      zoomTo((view.scale * apart(to)) / Math.max(1, apart(from)), between, false)
    } else if (zoomed()) {
      moveTo({ scale: view.scale, x: view.x + to.x - from.x, y: view.y + to.y - from.y }, false)
    } else if (start && event.pointerType !== 'mouse') {
      draw(false, swiped(start, to))
    }
  })

  /** One finger sideways turns the page, downwards closes. @param {Point} from @param {Point} to @returns {Point} */
  function swiped(from, to) {
    const x = to.x - from.x
    const y = to.y - from.y
    return Math.abs(x) > Math.abs(y) ? { x, y: 0 } : { x: 0, y: Math.max(0, y) }
  }

  stage.addEventListener('pointerup', (event) => {
    held.delete(event.pointerId)
    const from = start
    start = null
    if (!from) return
    const to = fromMiddle(event)
    if (Math.hypot(to.x - from.x, to.y - from.y) < TAP_PIXELS) {
      draw(false)
      return tap(event, to)
    }
    if (zoomed() || event.pointerType === 'mouse') return
    const way = swiped(from, to)
    draw(true)
    if (way.x < -FAR_ENOUGH) turn(1)
    else if (way.x > FAR_ENOUGH) turn(-1)
    else if (way.y > FAR_ENOUGH * 1.5) close()
  })
  stage.addEventListener('pointercancel', (event) => {
    held.delete(event.pointerId)
    start = null
    draw(true)
  })

  /** Twice on the picture zooms, once beside it closes. @param {PointerEvent} event @param {Point} at */
  function tap(event, at) {
    const beside = Math.abs(at.x) > rest.width / 2 || Math.abs(at.y) > rest.height / 2
    if (beside && !zoomed()) return close()
    const twice =
      event.timeStamp - tapped.at < DOUBLE_TAP_MS &&
      Math.hypot(at.x - tapped.x, at.y - tapped.y) < 3 * TAP_PIXELS
    tapped = twice ? { at: 0, x: 0, y: 0 } : { at: event.timeStamp, ...at }
    if (!twice) return
    if (zoomed()) moveTo({ scale: 1, x: 0, y: 0 }, true)
    else zoomTo(Math.max(2, actual()), at, true)
  }

  return { show, leave }
}
