/** A key to press. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-5 items-center rounded-sm border border-line bg-ground px-1.5 text-muted text-xs">
      {children}
    </kbd>
  );
}
