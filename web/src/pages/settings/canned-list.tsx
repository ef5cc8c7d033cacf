/** Snippets or macros, one line each: what it is called, what it is, who has it. */
import type { ReactNode } from "react";
import { useSharingWords } from "~/conversations/canned/sharing-field";
import type { Sharing } from "~/conversations/canned/canned";
import { findUser, useDirectory, useMe } from "~/users/session";

type Line = Sharing & {
  readonly id: number;
  readonly name: string;
  readonly owner_id: number;
  readonly may_change: boolean;
};

export function CannedList<Of extends Line>({
  label,
  lines,
  mark,
  about,
  onEdit,
}: {
  readonly label: string;
  readonly lines: readonly Of[];
  readonly mark: (line: Of) => ReactNode;
  readonly about: (line: Of) => string;
  readonly onEdit: (line: Of) => void;
}) {
  const words = useSharingWords();
  const directory = useDirectory();
  const me = useMe();
  return (
    <ul aria-label={label} className="overflow-hidden rounded-8 border border-border">
      {lines.map((line) => (
        <li key={line.id} className="border-b border-border last:border-0">
          <button
            type="button"
            disabled={!line.may_change}
            onClick={() => onEdit(line)}
            className="focus-inset flex w-full items-center gap-3 px-4 py-2.5 text-left enabled:hover:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2">
                <span dir="auto" className="min-w-0 truncate font-strong">
                  {line.name}
                </span>
                {mark(line)}
              </span>
              <span dir="auto" className="block truncate text-12 text-quiet">
                {about(line)}
              </span>
            </span>
            <span className="shrink-0 text-right text-12 text-quiet">
              {words[line.shared_with]}
              {line.owner_id === me.id ? null : (
                <span className="block max-w-32 truncate">{findUser(directory, line.owner_id)?.name}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
