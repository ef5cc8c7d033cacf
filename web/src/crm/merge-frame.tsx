/** The dialog in which two of a kind become one, with what it means told in place. */
import { useLingui } from "@lingui/react/macro";
import ChevronRight from "lucide-react/icons/chevron-right";
import { type ReactNode, useState } from "react";
import { FaultBanner } from "~/api/fault-banner";
import { classes } from "~/lib/classes";
import type { Act } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";

export type MergeFrameProps = {
  readonly title: string;
  readonly width?: "wide";
  readonly act: Act;
  readonly mayMerge: boolean;
  readonly onMerge: () => void;
  readonly onClose: () => void;
  readonly question: string;
  /** What answers the question: items of a list. */
  readonly answer: ReactNode;
  readonly children: ReactNode;
};

export function MergeFrame({
  title,
  width,
  act,
  mayMerge,
  onMerge,
  onClose,
  question,
  answer,
  children,
}: MergeFrameProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(width ? { width } : {})}
      place="top"
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button weight="primary" busy={act.isBusy} disabled={!mayMerge} onClick={onMerge}>{t`Merge`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FaultBanner fault={act.fault} />
        {children}
        <div>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="-ml-1 flex min-h-7 items-center gap-1 rounded-4 px-1 text-left text-accent hover:underline"
          >
            <ChevronRight
              size={14}
              aria-hidden
              className={classes("shrink-0 transition-transform", isOpen && "rotate-90")}
            />
            {question}
          </button>
          {isOpen ? <ul className="mt-1 ml-5 list-disc pl-4 text-quiet">{answer}</ul> : null}
        </div>
      </div>
    </Dialog>
  );
}
