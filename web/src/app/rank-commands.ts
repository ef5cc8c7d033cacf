/** Pure: which commands answer to what was typed, the nearest first. */
import type { Command } from "~/lib/shortcuts";

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Every typed word must begin a word of the label or its group; labels that begin with the first come first. */
export function rankCommands(commands: readonly Command[], typed: string): Command[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const rank = (command: Command) => {
    const words = plain(`${command.label} ${command.group}`).split(/[^\p{L}\p{N}]+/u);
    if (!wanted.every((want) => words.some((word) => word.startsWith(want)))) return null;
    return wanted[0] && plain(command.label).startsWith(wanted[0]) ? 0 : 1;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((found) => found.rank !== null)
    .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map((found) => found.command);
}
