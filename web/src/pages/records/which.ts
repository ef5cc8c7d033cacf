/** Which kind of record the address is about, and which one. */
import { useParams, useRouterState } from "@tanstack/react-router";
import type { RecordObject } from "~/crm/record-queries";

export const recordLists = { contacts: "/contacts", companies: "/companies", deals: "/deals" } as const;

export function useRecordObject(): RecordObject {
  return useRouterState({
    select: ({ location }) =>
      location.pathname.startsWith("/companies")
        ? "companies"
        : location.pathname.startsWith("/deals")
          ? "deals"
          : "contacts",
  });
}

/** Null when what stands in the address is no id. */
export function useRecordId(): number | null {
  const { recordId } = useParams({ strict: false });
  const id = Number(recordId);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
