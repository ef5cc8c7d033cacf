/** Several values that are typed, each a token with its cross. What is typed last counts too, once one leaves the field. */
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { classes } from "~/lib/classes";

export type TokenFieldProps = {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  /** Whether what was typed may become a token. */
  readonly isFit?: (text: string) => boolean;
};

export function TokenField({ label, value, onChange, isFit = () => true }: TokenFieldProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const isWrong = typed.trim() !== "" && !isFit(typed.trim());
  const add = (texts: readonly string[]) => {
    const fit = texts.map((text) => text.trim()).filter((text) => text !== "" && isFit(text));
    if (fit.length > 0) onChange([...new Set([...value, ...fit])]);
    return fit.length > 0;
  };
  const keep = () => {
    if (add([typed])) setTyped("");
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && typed.trim() !== "") {
      event.preventDefault();
      keep();
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) onChange(value.slice(0, -1));
  };
  /** A column of a spreadsheet comes as lines. A comma may be part of a value. */
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData("text/plain").split(/[\n\t]/);
    if (lines.length < 2) return;
    event.preventDefault();
    add(lines);
  };
  return (
    <div
      role="group"
      aria-label={label}
      className={classes(
        "flex min-h-8 flex-wrap items-center gap-1 rounded-6 border bg-surface p-1 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus pointer-coarse:min-h-11",
        isWrong ? "border-danger" : "border-border-field",
      )}
    >
      {value.map((token) => (
        <span
          key={token}
          className="inline-flex h-6 max-w-full items-center rounded-4 bg-hover pl-2 text-12 pointer-coarse:h-9"
        >
          <bdi className="truncate">{token}</bdi>
          <button
            type="button"
            aria-label={t`Remove ${token}`}
            onClick={() => onChange(value.filter((one) => one !== token))}
            className="flex size-6 items-center justify-center rounded-4 text-quiet hover:bg-pressed hover:text-text pointer-coarse:size-9"
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <input
        aria-label={label}
        aria-invalid={isWrong || undefined}
        dir="auto"
        maxLength={500}
        value={typed}
        placeholder={value.length === 0 ? t`Type, then press Enter` : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={key}
        onPaste={paste}
        onBlur={keep}
        className="h-6 min-w-24 flex-1 bg-transparent px-1 outline-none placeholder:text-quiet pointer-coarse:h-9"
      />
    </div>
  );
}
