import type { Book } from "./book.ts";

/**
 * Answers as the service would have done at an earlier moment: `read` runs while the items of the
 * vault are as the book has them for `time` (epoch ms). It must not wait for anything, since
 * afterwards everything is as it is now.
 */
export function asOf<T>(book: Book, time: number, read: () => T): T {
  book.settle();
  const page = book.at(time);
  if (page === book.pages.at(-1)) return read();
  const { items } = book.vault;
  const present = [...items];
  const fields = new Map([...present, ...page.items.keys()].map((item) => [item, { ...item }]));
  items.splice(0, items.length, ...page.items.keys());
  for (const [item, past] of page.items) Object.assign(item, past);
  try {
    return read();
  } finally {
    items.splice(0, items.length, ...present);
    for (const [item, own] of fields) Object.assign(item, own);
  }
}
