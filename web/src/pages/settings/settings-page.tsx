/** One page of settings: its name, what it is about, its sections. */
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";

export function SettingsPage({
  title,
  lead,
  action,
  isWide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes("mx-auto w-full px-4 py-6 md:px-8", isWide ? "max-w-5xl" : "max-w-3xl")}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 pb-6">
        <div className="min-w-0 break-words sm:flex-1">
          <h1 className="text-20">{title}</h1>
          {lead ? <p className="mt-0.5 max-w-prose text-quiet">{lead}</p> : null}
        </div>
        {action}
      </header>
      <div className="flex flex-col gap-8 pb-12">{children}</div>
    </div>
  );
}

export function Section({
  title,
  lead,
  isWide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** Below its title rather than beside it. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={classes("grid gap-x-8 gap-y-3 border-t border-border pt-6", !isWide && "lg:grid-cols-[200px_1fr]")}
    >
      <div>
        <h2 className="text-13">{title}</h2>
        {lead ? <p className="mt-0.5 text-quiet">{lead}</p> : null}
      </div>
      <div className={classes("flex min-w-0 flex-col gap-4", !isWide && "max-w-md")}>{children}</div>
    </section>
  );
}
