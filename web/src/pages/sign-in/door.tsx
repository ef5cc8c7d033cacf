/** The frame of every page outside the desk: one quiet column, one act. */
import type { FormEvent, ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Logo } from "~/ui/logo";

export type DoorProps = {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly fault?: string | null;
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
  readonly after?: ReactNode;
  readonly wide?: boolean;
};

export function Door({ title, lead, fault, onSubmit, children, after, wide = false }: DoorProps) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit?.();
  }
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto px-4 py-8 sm:py-[12vh]">
      <div className={wide ? "w-full max-w-lg" : "w-full max-w-[360px]"}>
        <Logo size={36} />
        <h1 className="mt-5 text-20">{title}</h1>
        {lead ? <p className="mt-1 text-14 text-quiet">{lead}</p> : null}
        <form onSubmit={submit} className="mt-6 flex flex-col gap-4" noValidate>
          {fault ? (
            <Banner kind="danger" rounded urgent>
              {fault}
            </Banner>
          ) : null}
          {children}
        </form>
        {after ? <div className="mt-6 text-quiet">{after}</div> : null}
      </div>
    </main>
  );
}
