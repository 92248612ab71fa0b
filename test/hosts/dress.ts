import { IDENTITY } from "../emulator/emulator.ts";
import type { Situation } from "./situation.ts";

/** Outputs that hold sentences of ours, which name inputs. */
export const SENTENCES: readonly string[] = ["error-message", "next-step"];

/**
 * A text as it was before a host made it safe: line ends, controls and what breaks up commands are a
 * blank or none. Secrets are masked, and ids that an authority makes up left out.
 */
export function undressed(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/: (?=:)/g, ":")
    .replace(/(##[\p{Default_Ignorable_Code_Point}\p{Mn}a-z]*) \[/giu, "$1[")
    .replaceAll(IDENTITY.clientSecret, "***")
    .replace(/(?<=trace id is )[\da-f-]{36}/g, "(id)")
    .replace(/\s+/g, " ")
    .trim();
}

/** A token that the host was not told to mask. */
export function unmaskedToken(
  { signsIn, reason }: Pick<Situation, "signsIn" | "reason">,
  secrets: readonly string[],
): readonly string[] {
  const isToken = (secret: string) => /^eyJ[\w-]+\.[\w-]+\./.test(secret);
  return signsIn && reason === "completed" && !secrets.some(isToken) ? ["an unmasked token"] : [];
}

/** Texts as a host shows them that was told to mask some. */
export function masked(texts: readonly string[], secrets: readonly string[]): readonly string[] {
  return texts.map((text) => secrets.reduce((shown, one) => shown.replaceAll(one, "***"), text));
}

/** A value with every text in it undressed; `words` are for its sentences. */
export function asTexts(
  value: unknown,
  words: (message: string) => string = (message) => message,
  key = "",
): unknown {
  if (typeof value === "string") return undressed(SENTENCES.includes(key) ? words(value) : value);
  if (Array.isArray(value)) return value.map((one) => asTexts(one, words));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [undressed(name), asTexts(one, words, name)]),
  );
}
