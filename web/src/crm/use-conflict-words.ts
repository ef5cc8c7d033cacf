/** What the other browser set, and what was to be set here, in words: so that nothing typed is lost unseen. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useValueWords } from "./field-words.ts";
import { type ObjectType, type PropertyDefinition, ownField } from "./field.ts";
import { propertiesQuery } from "./property-queries.ts";
import { useBuiltInFields } from "./use-fields.ts";

/** As values are sent: built-in fields by name, the desk's own under `properties`. */
type Values = Readonly<Record<string, unknown>>;

/** A hook of its own, and asks for nothing: what is not known yet is said by its name. */
export function useConflictWords(object: ObjectType): (theirs: Values, ours: Values) => string {
  const { t } = useLingui();
  const client = useQueryClient();
  const builtIn = useBuiltInFields(object);
  const known = useRef(builtIn);
  known.current = builtIn;
  const words = useValueWords();
  return useCallback(
    (theirs, ours) => {
      const [[name, current] = ["", null]] = Object.entries(flat(theirs));
      const answer = client.getQueryData<{ readonly properties: readonly PropertyDefinition[] }>(
        propertiesQuery(object).queryKey,
      );
      const field = [...known.current, ...(answer?.properties ?? []).map(ownField)].find((one) => one.name === name);
      const [label, shown] = [field?.label ?? name, field ?? ({ kind: "text", options: [] } as const)];
      const [there, here] = [words(shown, current), words(shown, flat(ours)[name])];
      return t`${label}: theirs is ${there}, yours was ${here}.`;
    },
    [t, client, words, object],
  );
}

function flat({ properties, ...builtIn }: Values): Values {
  return { ...builtIn, ...(properties as Values | undefined) };
}
