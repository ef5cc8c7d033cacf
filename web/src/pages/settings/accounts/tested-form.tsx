/** What connects a mailbox: nothing is saved before the live test of what stands there has passed. */
import type { ReactNode } from "react";
import { sentenceOf } from "~/api/client";
import { Banner } from "~/ui/banner";

export type TestedFormProps = {
  readonly hasPassed: boolean;
  readonly onTest: () => void;
  readonly onSave: () => void;
  /** Why it could not be saved. */
  readonly fault: unknown;
  readonly children: ReactNode;
};

export function TestedForm({ hasPassed, onTest, onSave, fault, children }: TestedFormProps) {
  return (
    <form
      className="flex max-w-xl flex-col gap-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (hasPassed) onSave();
        else onTest();
      }}
    >
      {fault ? (
        <Banner kind="danger" rounded urgent>
          {sentenceOf(fault)}
        </Banner>
      ) : null}
      {children}
    </form>
  );
}
