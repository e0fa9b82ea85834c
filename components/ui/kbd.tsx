/** A key as people read it, several separated by spaces. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans text-xs">
      {keys.split(' ').map((key) => (
        <span key={key} className="min-w-4 rounded-picture border border-current/30 px-1 text-center">
          {key}
        </span>
      ))}
    </kbd>
  )
}
