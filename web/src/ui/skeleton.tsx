/** The shape of what comes, shown only when it takes longer than 300 ms. */
import { classes } from "~/lib/classes";

export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classes("shimmers appears-late block h-3 rounded-4", className)} />;
}

/** Lines of text to come; the last one shorter. */
export function SkeletonText({ lines = 3 }: { readonly lines?: number }) {
  return (
    <span className="flex flex-col gap-2.5 py-1" aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        // eslint-disable-next-line react/no-array-index-key -- lines without identity
        <Skeleton key={line} className={line === lines - 1 ? "w-2/3" : "w-full"} />
      ))}
    </span>
  );
}
