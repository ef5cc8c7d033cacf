/** The ticket that is open beside its list or board: it stands in the address, so that a reload and a link return to it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export function useChosenTicket(): readonly [number | undefined, (id: number | undefined) => void] {
  const { ticket } = useSearch({ strict: false });
  const navigate = useNavigate();
  const choose = useCallback(
    (id: number | undefined) =>
      void navigate({
        to: ".",
        search: ({ ticket: _left, ...kept }) => (id === undefined ? kept : { ...kept, ticket: id }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [ticket, choose];
}
