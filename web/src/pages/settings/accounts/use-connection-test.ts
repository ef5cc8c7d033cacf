/** Trying an account before it is saved: what came of it, until something that it depends on changes. */
import { useState } from "react";
import { Refusal } from "~/api/client";
import { type EmailSettings, type TestStep, testEmailAccount } from "./account-queries.ts";

/** A refusal that names a field is shown there; any other above the form. */
function faultsOf(fault: unknown): Readonly<Record<string, string>> {
  if (!(fault instanceof Refusal)) return {};
  const field = fault.facts["field"];
  return typeof field === "string" ? { [field]: fault.message } : {};
}

export function useConnectionTest() {
  /** `steps` is null while it runs. */
  const [tested, setTested] = useState<{ readonly steps: readonly TestStep[] | null } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const faults = faultsOf(fault);
  const forget = () => {
    setTested(null);
    setFault(null);
  };
  async function test(settings: EmailSettings) {
    setFault(null);
    setTested({ steps: null });
    try {
      setTested(await testEmailAccount(settings));
    } catch (reason) {
      setTested(null);
      setFault(reason);
    }
  }
  return {
    tested,
    test,
    forget,
    setFault,
    faults,
    /** A fault that belongs to no field. */
    fault: fault && Object.keys(faults).length === 0 ? fault : null,
    isRunning: tested?.steps === null,
    hasPassed: tested?.steps?.every((step) => step.state === "ok" || step.state === "skipped") ?? false,
  };
}
