/** Saving SLA goals, with the way back, and what to do when somebody else was faster. */
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refusal, api, sentenceOf } from "~/api/client";
import { type SlaAppliesTo, type SlaGoals, slaGoalsQuery } from "~/crm/sla-goals";
import { toast } from "~/ui/toast";

type Wish = { readonly goals: SlaGoals; readonly appliesTo: SlaAppliesTo };

export function isOvertaken(fault: unknown): boolean {
  return fault instanceof Refusal && fault.status === 409;
}

export function useSaveGoals() {
  const { t } = useLingui();
  const client = useQueryClient();
  const put = ({ goals, appliesTo }: Wish) =>
    api.put<SlaGoals>("/sla-goals", { ...goals, applies_to: appliesTo }).then((saved) => {
      client.setQueryData(slaGoalsQuery.queryKey, saved);
      return saved;
    });
  return useMutation({
    mutationFn: put,
    onMutate: () => ({ before: client.getQueryData(slaGoalsQuery.queryKey) }),
    onSuccess: (saved, { appliesTo }, { before }) => {
      const undo = () =>
        void put({ goals: { ...(before ?? saved), version: saved.version }, appliesTo })
          .then(() => toast.done(t`Changed back`))
          .catch((fault: unknown) => toast.failed(sentenceOf(fault)));
      toast.done(saved.rules.length > 0 ? t`The SLA goals are saved` : t`SLA goals are switched off`, {
        ...(before ? { undo } : {}),
        about: "SLA goals",
      });
    },
  });
}
