interface PanelSearchProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** The search field at the top of a panel. */
export function PanelSearch({ label, value, onChange }: PanelSearchProps) {
  return (
    <input
      type="search"
      data-autofocus
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="h-9 rounded bg-sunk px-3 outline-offset-0 max-sm:text-base"
    />
  )
}
