/** A labelled control with its hint and its error, tied together for screen readers. */
import {
  type ComponentPropsWithRef,
  type ReactElement,
  type ReactNode,
  type RefObject,
  cloneElement,
  useEffect,
  useId,
  useRef,
} from "react";
import { classes } from "~/lib/classes";

const box =
  "w-full min-w-0 rounded-6 border border-border-field bg-surface text-text transition-colors hover:border-quiet focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 disabled:border-border-strong disabled:bg-sunken disabled:text-quiet aria-invalid:border-danger";

export type InputProps = ComponentPropsWithRef<"input">;

export const inputClasses = `${box} h-8 px-2.5 pointer-coarse:h-11`;

export function Input({ className, ...rest }: InputProps) {
  return <input {...rest} className={classes(inputClasses, className)} />;
}

export type TextAreaProps = ComponentPropsWithRef<"textarea">;

/** Grows with what is written, up to the height given by its class. */
export function TextArea({ className, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={3}
      {...rest}
      className={classes(box, "field-sizing-content max-h-96 min-h-24 resize-none px-2.5 py-1.5", className)}
    />
  );
}

export type FieldProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly optional?: ReactNode;
  readonly children: ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;
  readonly className?: string;
};

export function Field({ label, hint, error, optional, children, className }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classes("flex min-w-0 flex-col gap-1", className)} data-wrong={error ? "" : undefined}>
      <label htmlFor={id} className="flex items-baseline justify-between gap-2 font-strong">
        {label}
        {optional ? <span className="text-12 font-normal text-quiet">{optional}</span> : null}
      </label>
      {cloneElement(children, {
        id,
        ...(note ? { "aria-describedby": `${id}-note` } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {note ? (
        <p
          id={`${id}-note`}
          className={classes("text-12", error ? "text-danger" : "text-quiet")}
          role={error ? "alert" : undefined}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}

/** Where a refusal leads: for the form whose fields say what is wrong with them; the first that does gets the focus. */
export function useWrongFocused<Form extends HTMLElement>(fault: unknown): RefObject<Form | null> {
  const form = useRef<Form>(null);
  useEffect(() => {
    if (fault)
      form.current
        ?.querySelector<HTMLElement>(
          "[data-wrong] :is(input, textarea, button):not([aria-hidden=true], [tabindex='-1'])",
        )
        ?.focus();
  }, [fault]);
  return form;
}
