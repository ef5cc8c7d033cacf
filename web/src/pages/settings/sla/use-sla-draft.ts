/** SLA goals as they are changed before they are saved; null while they are as they are kept. */
import { useState } from "react";
import type { SlaGoals, SlaHours } from "~/crm/sla-goals";
import { type SlaDraft, dayLength, draftOf, inWorkingDays } from "./draft.ts";

type Rules = SlaDraft["rules"];

export function useSlaDraft(saved: SlaGoals) {
  const [draft, setDraft] = useState<SlaDraft | null>(null);
  const [kept, setKept] = useState(() => ({ saved, draft: draftOf(saved) }));
  if (kept.saved !== saved) setKept({ saved, draft: draftOf(saved) });
  const goals = draft ?? kept.draft;
  const change = (changed: Partial<SlaDraft>) => setDraft({ ...goals, ...changed });

  const [turned, setTurned] = useState<{ readonly from: Rules; readonly to: Rules } | null>(null);
  /** Who only looks what working hours would be, and goes back, finds each goal as it was. */
  function changeHours(hours: SlaHours | null) {
    if (hours && !goals.hours) {
      const to = inWorkingDays(goals.rules, dayLength(hours));
      setTurned({ from: goals.rules, to });
      change({ hours, rules: to });
    } else change({ hours, ...(!hours && turned?.to === goals.rules ? { rules: turned.from } : {}) });
  }
  return { goals, isChanged: draft !== null, change, changeHours, forget: () => setDraft(null) };
}
