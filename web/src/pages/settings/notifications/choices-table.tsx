/** What one is told of, row by row, and on which path. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { QueryFailure } from "~/api/query-failure";
import { type NotificationPath, choicesQuery, useChangeChoices } from "~/notifications/choices";
import type { NotificationKind } from "~/notifications/queries";
import { Checkbox } from "~/ui/checkbox";
import { SkeletonText } from "~/ui/skeleton";
import { useHasFullDesk } from "~/users/session";

function useKinds(): readonly { readonly kind: NotificationKind; readonly label: string; readonly hint: string }[] {
  const { t } = useLingui();
  const hasSla = useHasFullDesk();
  return [
    {
      kind: "assigned",
      label: t({ message: "Assigned to me", context: "notification" }),
      hint: t`Somebody gives you a ticket.`,
    },
    { kind: "answered", label: t`Customer answered`, hint: t`On tickets that you own or follow.` },
    { kind: "mentioned", label: t`Mentions`, hint: t`A colleague writes your name in a comment.` },
    { kind: "commented", label: t`Comments`, hint: t`On tickets that you own or follow.` },
    {
      kind: "changed",
      label: t`Record updates`,
      hint: t`Status, owner, properties and colleagues' replies of tickets that you own or follow.`,
    },
    { kind: "failed", label: t`Delivery failed`, hint: t`A reply came back or could not be sent.` },
    { kind: "returned", label: t`Came back`, hint: t`A snoozed ticket or a scheduled reply.` },
    ...(hasSla
      ? ([
          { kind: "due_soon", label: t`SLA due soon`, hint: t`A goal of a ticket that you own.` },
          { kind: "overdue", label: t`SLA overdue`, hint: t`A goal of a ticket that you own.` },
        ] as const)
      : []),
    { kind: "unassigned", label: t`New unassigned ticket`, hint: t`In your teams, or in none.` },
  ];
}

export function ChoicesTable() {
  const { t } = useLingui();
  const kinds = useKinds();
  const { data, error, refetch } = useQuery(choicesQuery);
  const change = useChangeChoices();
  const paths: readonly { readonly path: NotificationPath; readonly label: string }[] = [
    { path: "bell", label: t`Bell` },
    { path: "push", label: t`Push` },
    { path: "mail", label: t`E-mail` },
  ];
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={8} />;
  return (
    <table className="w-full">
      <thead>
        <tr className="text-12 text-quiet">
          <th scope="col" className="pb-2 text-left font-normal">{t`What`}</th>
          {paths.map(({ path, label }) => (
            <th key={path} scope="col" className="w-14 pb-2 sm:w-18 text-center font-normal">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, label, hint }) => (
          <tr key={kind} className="border-t border-border/60">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {label}
              <span className="block text-12 text-quiet">{hint}</span>
            </th>
            {paths.map(({ path, label: pathLabel }) => (
              <td key={path} className="p-0 text-center align-middle">
                <span className="inline-flex size-11 items-center justify-center [&_label]:size-full [&_label]:items-center [&_label]:justify-center">
                  <Checkbox
                    label={t`${label}: ${pathLabel}`}
                    labelHidden
                    checked={data.paths[kind].includes(path)}
                    onChange={(checked) =>
                      change.mutate({
                        paths: {
                          [kind]: checked
                            ? [...data.paths[kind], path]
                            : data.paths[kind].filter((one) => one !== path),
                        },
                      })
                    }
                  />
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
