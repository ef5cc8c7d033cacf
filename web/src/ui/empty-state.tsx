/** A place with nothing in it yet: says so, and teaches the next step. */
import type { ReactNode } from "react";

export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-1 px-6 py-16 text-center">
      {props.icon ? (
        <span className="mb-3 text-quiet" aria-hidden>
          {props.icon}
        </span>
      ) : null}
      <p className="text-14 font-strong">{props.title}</p>
      {props.children ? <div className="text-quiet">{props.children}</div> : null}
      {props.action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{props.action}</div> : null}
    </div>
  );
}
