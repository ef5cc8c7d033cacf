/**
 * What every desk begins with (its pipeline, statuses and categories) is stored in English. As long as nobody has renamed it,
 * each reader sees it in their own language.
 */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Directory } from "~/api/shapes";

const pipelines: Readonly<Record<string, MessageDescriptor>> = { "Support Pipeline": msg`Support Pipeline` };

const statuses: Readonly<Record<string, MessageDescriptor>> = {
  New: msg({ message: "New", context: "status" }),
  "Waiting on contact": msg({ message: "Waiting on contact", context: "status" }),
  "Waiting on us": msg({ message: "Waiting on us", context: "status" }),
  Open: msg({ message: "Open", context: "status" }),
  Closed: msg({ message: "Closed", context: "status" }),
};

const categories: Readonly<Record<string, MessageDescriptor>> = {
  PRODUCT_ISSUE: msg`Product issue`,
  BILLING_ISSUE: msg`Billing issue`,
  FEATURE_REQUEST: msg`Feature request`,
  GENERAL_INQUIRY: msg`General inquiry`,
};

function say(i18n: I18n, words: Readonly<Record<string, MessageDescriptor>>, key: string, label: string): string {
  return Object.hasOwn(words, key) ? i18n._(words[key] as MessageDescriptor) : label;
}

export function statusLabel(i18n: I18n, label: string): string {
  return say(i18n, statuses, label, label);
}

export function pipelineLabel(i18n: I18n, label: string): string {
  return say(i18n, pipelines, label, label);
}

export function pipelineInReadersLanguage<
  Status extends { readonly label: string },
  Pipeline extends { readonly label: string },
>(i18n: I18n, pipeline: Pipeline & { readonly statuses: readonly Status[] }) {
  return {
    ...pipeline,
    label: pipelineLabel(i18n, pipeline.label),
    statuses: pipeline.statuses.map((status) => ({ ...status, label: statusLabel(i18n, status.label) })),
  };
}

const said = new WeakMap<Directory, { readonly locale: string; readonly words: Directory }>();

/** Reckoned once for each answer and language: every list and row asks for it. */
export function inReadersLanguage(i18n: I18n, directory: Directory): Directory {
  const kept = said.get(directory);
  if (kept?.locale === i18n.locale) return kept.words;
  const words = translated(i18n, directory);
  said.set(directory, { locale: i18n.locale, words });
  return words;
}

function translated(i18n: I18n, directory: Directory): Directory {
  return {
    ...directory,
    pipelines: directory.pipelines.map((pipeline) => pipelineInReadersLanguage(i18n, pipeline)),
    categories: directory.categories.map(({ value, label }) => ({ value, label: say(i18n, categories, value, label) })),
  };
}
