/** What is asked of the server about the desk's own properties. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { ObjectType, PropertyDefinition } from "./field.ts";

export function propertiesQuery(object: ObjectType, archived = false) {
  return queryOptions({
    queryKey: [...keys.properties, object, archived],
    queryFn: ({ signal }) =>
      api.get<{ readonly properties: readonly PropertyDefinition[] }>(`/properties/${object}`, {
        query: { archived: archived || null },
        signal,
      }),
    select: (answer) => answer.properties,
    staleTime: Number.POSITIVE_INFINITY, // live hints say when they change
  });
}
