/** The studio's mark: three bananas of one bunch. Also drawn as the tab's icon, see `tab-icon.ts`. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="3" strokeLinecap="round">
        <path d="M21.5 6.5C22 15 17 20 8 19" />
        <path d="M21.5 6.5C25 16 20 24.5 11 24.5" />
        <path d="M21.5 6.5C19 12 14.5 14 8.5 13" />
      </g>
    </svg>
  )
}
