/** The mark: a desk bell. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M7 21.5a9 9 0 0 1 18 0z" className="fill-on-accent" />
      <rect x="5.5" y="22.7" width="21" height="2.5" rx="1.25" className="fill-on-accent" />
      <circle cx="16" cy="9.7" r="2" className="fill-on-accent" />
    </svg>
  );
}
