import { useSyncExternalStore } from 'react'
import type { RatioChoice, Tier } from '#lib/models/catalogue.ts'
import type { SlotTexts } from './filled-slots.ts'

/** Settings that are to differ from run to run, each with at least two values. */
export interface PlannedAxes {
  model?: readonly string[]
  ratio?: readonly RatioChoice[]
  tier?: readonly Tier[]
  temperature?: readonly number[]
  /** Ids of references; those that have left the composer count no more. */
  reference?: readonly string[]
}

/** What a matrix is made of, beside the composer's own form. */
export interface Plan {
  /** What was typed for each slot of the prompt, by its name. */
  slots: SlotTexts
  axes: PlannedAxes
  /** How often somebody asked for the run since the page is open. */
  asked: number
}

const EMPTY: Plan = { slots: {}, axes: {}, asked: 0 }
/** Beside the composer's draft in this browser. */
const KEY = 'bunch.matrix'

let plan = EMPTY
let read = false
const listeners = new Set<() => void>()

function readOnce(): void {
  if (read) return
  read = true
  try {
    const { slots = {}, axes = {} } = (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as Partial<Plan>
    plan = { slots, axes, asked: 0 }
  } catch (cause) {
    // What an older version or another program left there is no draft of ours.
    if (!(cause instanceof SyntaxError || cause instanceof DOMException)) throw cause
  }
}

function current(): Plan {
  readOnce()
  return plan
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: Plan): void {
  plan = next
  for (const listener of listeners) listener()
}

function remember(next: Plan): void {
  change(next)
  try {
    localStorage.setItem(KEY, JSON.stringify({ slots: next.slots, axes: next.axes }))
  } catch (cause) {
    // A full or forbidden storage costs only the draft.
    if (!(cause instanceof DOMException)) throw cause
  }
}

/** The plan of this browser, remembered as the draft is. */
export function usePlan(): Plan {
  return useSyncExternalStore(subscribe, current, () => EMPTY)
}

/** The way back to the values and axes of now. */
function wayBack(): () => void {
  const { slots, axes } = current()
  return () => remember({ ...plan, slots, axes })
}

export function setSlot(name: string, text: string): void {
  remember({ ...plan, slots: { ...plan.slots, [name]: text } })
}

/** Sets several at once; the others stay as they are. Returns the way back. */
export function setSlots(texts: SlotTexts): () => void {
  const back = wayBack()
  remember({ ...plan, slots: { ...plan.slots, ...texts } })
  return back
}

/** An axis of fewer than two values is none. */
export function setAxis<Kind extends keyof PlannedAxes>(kind: Kind, values: PlannedAxes[Kind]): void {
  const { [kind]: _, ...axes } = plan.axes
  remember({ ...plan, axes: values && values.length > 1 ? { ...axes, [kind]: values } : axes })
}

/** Takes every axis away: the next run is one as ever. Returns the way back. */
export function clearAxes(): () => void {
  const back = wayBack()
  remember({ ...plan, axes: {} })
  return back
}

/** Asks for the run; `SlotRow` takes it from there, as soon as its code is there. */
export function askForPlan(): void {
  change({ ...plan, asked: plan.asked + 1 })
}

/** Whether Generate may make more than one run: then the rest of the code is worth fetching. */
export function mayBePlanned({ axes }: Plan, prompt: string): boolean {
  return Object.keys(axes).length > 0 || /[{｛][^{}｛｝]+[}｝]/.test(prompt)
}
