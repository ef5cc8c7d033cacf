/** A message with a box to choose it. Arrow keys go from box to box, Space ticks. */
import { useLingui } from "@lingui/react/macro";
import ArrowDownToLine from "lucide-react/icons/arrow-down-to-line";
import type { KeyboardEvent, ReactNode } from "react";
import type { Message } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { findUser, useDirectory } from "~/users/session";
import { choosing } from "./choosing.ts";

export type ChoosableProps = {
  readonly message: Message;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onChooseFromHere: () => void;
  readonly children: ReactNode;
};

export function Choosable({ message, isChosen, onChoose, onChooseFromHere, children }: ChoosableProps) {
  const { t } = useLingui();
  const directory = useDirectory();
  const writer = findUser(directory, message.user_id)?.name ?? (message.from?.name || message.from?.address || "");
  const words = (message.visible_text ?? message.text).slice(0, 60);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the boxes inside hear the keys
    <div
      data-choosable=""
      onKeyDown={walk}
      className={classes("group/choose flex items-start gap-1 rounded-8", isChosen && "outline-2 outline-accent")}
    >
      <span className="flex w-8 shrink-0 flex-col items-center gap-1 pt-4">
        <Checkbox
          labelHidden
          label={t`Choose the message of ${writer}: ${words}`}
          checked={isChosen}
          onChange={onChoose}
        />
        <span className="opacity-0 group-focus-within/choose:opacity-100 group-hover/choose:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            size="small"
            label={t`Select from here down`}
            icon={<ArrowDownToLine size={14} />}
            onClick={onChooseFromHere}
          />
        </span>
      </span>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  // A box keeps Enter from all others.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) choosing.confirm();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || event.target.role !== "checkbox") return;
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-choosable] [role=checkbox]")];
  const next = boxes[boxes.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
