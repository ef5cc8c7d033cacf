/** The live test of an account, step by step: what was tried, what came of it, and what to do. */
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleX from "lucide-react/icons/circle-x";
import LoaderCircle from "lucide-react/icons/loader-circle";
import { ToldWords } from "~/api/told-words";
import type { TestStep } from "./account-queries.ts";

const names = {
  imap_connect: msg`Reach the server that receives`,
  imap_sign_in: msg`Sign in to the mailbox`,
  smtp_connect: msg`Reach the server that sends`,
  smtp_sign_in: msg`Sign in to send`,
  send: msg`Send a test mail`,
  arrive: msg`See the test mail arrive`,
};

const marks = {
  ok: <CircleCheck size={16} className="text-success" aria-hidden />,
  failed: <CircleX size={16} className="text-danger" aria-hidden />,
  running: <LoaderCircle size={16} className="animate-spin text-accent" aria-hidden />,
  skipped: <CircleDashed size={16} className="text-quiet" aria-hidden />,
};

/** `steps` is null while the test runs. */
export function TestSteps({ steps }: { readonly steps: readonly TestStep[] | null }) {
  const { t, i18n } = useLingui();
  const shown: readonly TestStep[] =
    steps ?? Object.keys(names).map((step) => ({ step, state: "running", sentence: "" }));
  const states = { ok: t`done`, failed: t`failed`, running: t`running`, skipped: t`not tried` };
  return (
    <ol
      aria-label={t`Test`}
      aria-live="polite"
      aria-busy={steps === null}
      className="flex flex-col gap-2 rounded-8 bg-sunken px-4 py-3"
    >
      {shown.map(({ step, state, ...told }) => (
        <li key={step} className="flex items-start gap-2.5">
          <span className="mt-0.5">{marks[state]}</span>
          <span className="min-w-0">
            {step in names ? i18n._(names[step as keyof typeof names]) : step}
            <span className="sr-only">: {states[state]}</span>
            {told.sentence && state !== "ok" ? (
              <span className={state === "failed" ? "block break-words text-danger" : "block break-words text-quiet"}>
                <ToldWords told={told} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
