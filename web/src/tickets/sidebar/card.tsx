/** One card of the sidebar: folds away, and is remembered so. */
import ChevronRight from "lucide-react/icons/chevron-right";
import { type ReactNode, useId } from "react";
import { classes } from "~/lib/classes";
import { useStored } from "~/lib/stored";

export function Card({ name, title, count, children, startsFolded = false }: { readonly name: string; readonly title: ReactNode; readonly count?: number; readonly children: ReactNode; readonly startsFolded?: boolean }) {
  const id = useId();
  const [isFolded, setFolded] = useStored(`card.${name}`, startsFolded);
  return (
    <section aria-labelledby={id} className="border-b border-border last:border-b-0">
      <h2 id={id} className="text-13">
        <button type="button" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)} className="focus-inset flex h-10 w-full items-center gap-1.5 px-3 text-left font-strong hover:bg-hover">
          <ChevronRight size={14} aria-hidden className={classes("shrink-0 text-quiet transition-transform duration-75", !isFolded && "rotate-90")} />
          <span className="min-w-0 flex-1 truncate">{title}</span>
          {count === undefined ? null : <span className="tabular text-12 font-normal text-quiet">{count}</span>}
        </button>
      </h2>
      {isFolded ? null : <div className="px-3 pb-3 pl-8">{children}</div>}
    </section>
  );
}

/** A property's name and value on one line. */
export function Property({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-start gap-3">
      <dt className="w-28 shrink-0 py-1 text-quiet">{name}</dt>
      <dd className="min-w-0 flex-1 py-1 break-words">{children}</dd>
    </div>
  );
}
