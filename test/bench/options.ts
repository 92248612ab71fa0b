/** The positive whole numbers of an option, written with commas. */
export function numbersIn(name: string, text: string): readonly number[] {
  const numbers = text.split(",").map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new Error(`--${name} must be positive whole numbers, not '${text}'.`);
}

/** The word of an option, which must be one of `words`. */
export function wordIn<T extends string>(name: string, text: string, words: readonly T[]): T {
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw new Error(`--${name} must be one of ${words.join(", ")}, not '${text}'.`);
}
