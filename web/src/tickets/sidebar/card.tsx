/** One card of the sidebar: folds away, and is remembered so. */
import ChevronRight from "lucide-react/icons/chevron-right";
import { type ReactNode, useId } from "react";
import { classes } from "~/lib/classes";
import { useStored } from "~/lib/stored";

export type CardFrame = {
  /** Under which its folding is remembered. */
  readonly name: string;
  readonly title: string;
  readonly startsFolded?: boolean;
  /** By which it is dragged to another place. */
  readonly handle?: ReactNode;
};

export type CardProps = CardFrame & {
  readonly count?: number;
  /** A button at the end of the title, such as the one that adds. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function Card({ name, title, count, action, handle, children, startsFolded = false }: CardProps) {
  const id = useId();
  const [isFolded, setFolded] = useStored(`card.${name}`, startsFolded);
  return (
    <section aria-labelledby={id} className="group/card">
      <div className="relative flex h-10 items-center has-[[aria-expanded]:hover]:bg-hover">
        <h2 className="min-w-0 flex-1 text-13">
          <button
            type="button"
            aria-expanded={!isFolded}
            onClick={() => setFolded(!isFolded)}
            className="focus-inset flex h-10 w-full items-center gap-1.5 pl-3 text-left font-strong"
          >
            <ChevronRight
              size={14}
              aria-hidden
              className={classes("shrink-0 text-quiet transition-transform duration-75", !isFolded && "rotate-90")}
            />
            <span id={id} className="min-w-0 truncate">
              {title}
            </span>
            {count ? <span className="tabular text-12 font-normal text-quiet">{count}</span> : null}
          </button>
        </h2>
        <div className="flex shrink-0 items-center gap-0.5 pr-2">
          {handle ? (
            <span className="opacity-0 group-hover/card:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
              {handle}
            </span>
          ) : null}
          {action}
        </div>
      </div>
      {isFolded ? null : <div className="px-3 pb-3 pl-8">{children}</div>}
    </section>
  );
}
