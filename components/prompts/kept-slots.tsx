import { filledSlots, type SlotTexts } from '#components/matrix/filled-slots.ts'
import { SlotValues } from '#components/matrix/slot-values.tsx'

interface KeptSlotsProps {
  prompt: string
  texts: SlotTexts
  onChange: (name: string, text: string) => void
}

/** The values that are kept with a prompt, a field for each slot that it names. */
export function KeptSlots({ prompt, texts, onChange }: KeptSlotsProps) {
  return filledSlots(prompt, texts)
    .filter(({ kind }) => kind === 'slot')
    .map((slot) => <SlotValues key={slot.name} slot={slot} onChange={(text) => onChange(slot.name, text)} />)
}
