/** A field for a password that is being chosen: it can be looked at. */
import { useLingui } from "@lingui/react/macro";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useState } from "react";
import { Input, type InputProps } from "~/ui/field";

export type NewPasswordProps = Omit<InputProps, "value" | "onChange" | "type"> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export function NewPassword({ value, onChange, ...rest }: NewPasswordProps) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input
        autoComplete="new-password"
        {...rest}
        type={isShown ? "text" : "password"}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-10! pr-10"
      />
      <button
        type="button"
        aria-label={isShown ? t`Hide what I typed` : t`Show what I typed`}
        onClick={() => setShown(!isShown)}
        className="absolute top-1 right-1 flex size-8 items-center justify-center rounded-4 text-quiet hover:text-text"
      >
        {isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
      </button>
    </span>
  );
}
