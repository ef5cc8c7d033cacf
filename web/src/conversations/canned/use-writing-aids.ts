/** What helps to write on a ticket: snippets, and what their variables stand for here. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { ConversationScreen } from "~/api/shapes";
import { findUser, useDirectory, useMe } from "~/users/session";
import { type Snippet, snippetsQuery } from "./canned.ts";
import { fillIn, valuesOf } from "./variables.ts";

export type WritingAids = { readonly snippets: readonly Snippet[]; readonly fill: (html: string) => string };

const none: readonly Snippet[] = [];

export function useWritingAids(screen: ConversationScreen): WritingAids {
  const { data: snippets = none } = useQuery(snippetsQuery);
  const directory = useDirectory();
  const me = useMe();
  const values = valuesOf(screen, me.name, findUser(directory, screen.ticket?.owner_id ?? null)?.name ?? null);
  const latest = useRef(values);
  latest.current = values;
  return { snippets, fill: useCallback((html) => fillIn(html, latest.current), []) };
}
