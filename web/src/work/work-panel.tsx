/** What goes on in the background, and what lately did: how far it is, what it left, the way to stop it and back. Stands below the work and covers nothing of it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import X from "lucide-react/icons/x";
import { useEffect, useState } from "react";
import { sentenceOf } from "~/api/client";
import { ToldWords } from "~/api/told-words";
import { wholeCount } from "~/lib/numbers";
import { useStored } from "~/lib/stored";
import { Button, IconButton, buttonClasses } from "~/ui/button";
import { ProgressBar } from "~/ui/progress-bar";
import { toast } from "~/ui/toast";
import { useWorkName } from "./work-names.ts";
import { type Work, changeWork, workQuery, worksQuery } from "./works.ts";

/** Ended works stay this long, in milliseconds, unless put away: longer where there is something to read or to take. */
const lingers = 120_000;
const lingersLong = 600_000;
const shownAtOnce = 4;

export function WorkPanel() {
  const { t } = useLingui();
  const { data: works } = useQuery(worksQuery);
  const [away, setAway] = useStored<number>("work-put-away", 0);
  const shown = (works ?? [])
    .filter(
      (work) =>
        !work.ended_at ||
        (work.id > away &&
          Date.now() - Date.parse(work.ended_at) <
            (work.refused > 0 || work.download || work.state === "failed" ? lingersLong : lingers)),
    )
    .slice(0, shownAtOnce);
  useLookingAgain(shown.length > 0);
  if (shown.length === 0) return null;
  return (
    <section
      aria-label={t`Work`}
      className="flex max-h-[30vh] shrink-0 items-start border-t border-border bg-raised text-13"
    >
      <ul className="max-h-[30vh] min-w-0 flex-1 overflow-y-auto">
        {shown.map((work) => (
          <WorkEntry key={work.id} work={work} />
        ))}
      </ul>
      <IconButton
        label={t`Put away what is done`}
        icon={<X size={16} />}
        onClick={() => setAway(Math.max(...(works ?? []).map((work) => work.id)))}
        className="m-0.5"
      />
    </section>
  );
}

/** What has ended leaves the screen by itself. */
function useLookingAgain(isShown: boolean): void {
  const [, look] = useState(0);
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(() => look((times) => times + 1), 15_000);
    return () => clearInterval(timer);
  }, [isShown]);
}

function WorkEntry({ work }: { readonly work: Work }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const name = useWorkName(work);
  const { done, total } = work;
  const change = (act: "cancel" | "undo") =>
    void changeWork(client, work.id, act).catch((fault: unknown) => toast.failed(sentenceOf(fault)));
  return (
    <li className="not-first:border-t not-first:border-border pl-4">
      <div className="flex min-h-9 items-center gap-3 pointer-coarse:min-h-12">
        <div className="flex min-w-0 flex-1 flex-col gap-x-3 gap-y-0.5 py-1 md:flex-row md:items-center">
          <span dir="auto" className="min-w-0 truncate font-strong">
            {name}
          </span>
          <p className="tabular shrink-0 text-12 text-quiet">
            <WorkState work={work} />
          </p>
          {work.ended_at ? null : (
            <div className="min-w-24 flex-1">
              <ProgressBar label={name} value={done} max={Math.max(1, total)} showLabel={false} />
            </div>
          )}
        </div>
        {work.can_cancel ? <Button weight="quiet" onClick={() => change("cancel")}>{t`Cancel`}</Button> : null}
        {work.can_undo ? <Button weight="quiet" onClick={() => change("undo")}>{t`Undo`}</Button> : null}
        {work.download ? (
          <a href={work.download} download className={buttonClasses("secondary", "medium")}>{t`Download`}</a>
        ) : null}
      </div>
      {work.refused > 0 ? <LeftTickets work={work} /> : null}
    </li>
  );
}

function WorkState({ work }: { readonly work: Work }) {
  const { i18n } = useLingui();
  const done = wholeCount(work.done, i18n.locale);
  const total = wholeCount(work.total, i18n.locale);
  const changed = wholeCount(work.done - work.refused, i18n.locale);
  if (work.state === "failed")
    return (
      <span className="text-danger">
        <ToldWords told={work} />
      </span>
    );
  if (work.state === "done")
    return (
      <Trans>
        Done: {changed} of {total}
      </Trans>
    );
  if (work.state === "cancelled")
    return (
      <Trans>
        Stopped after {done} of {total}
      </Trans>
    );
  if (work.state === "undone")
    return (
      <Trans>
        Taken back: {changed} of {total}
      </Trans>
    );
  if (work.state === "undoing")
    return (
      <Trans>
        Taking back: {done} of {total}
      </Trans>
    );
  return (
    <Trans>
      {done} of {total}
    </Trans>
  );
}

function LeftTickets({ work }: { readonly work: Work }) {
  const { data } = useQuery(workQuery(work.id));
  const { refused } = work;
  return (
    <details className="pb-2 text-12">
      <summary className="cursor-pointer text-quiet">
        <Trans>Left as they are: {refused}</Trans>
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {data?.refusals.map((left) => (
          <li key={left.ticket_id}>
            <Link
              to="/tickets/$ticketId"
              params={{ ticketId: String(left.ticket_id) }}
              className="tabular text-accent underline underline-offset-2"
            >
              {left.ticket_id}
            </Link>{" "}
            {left.sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}
