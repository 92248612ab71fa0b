/**
 * Stands in for the package that `@azure/identity` uses to open a browser: the machine of a pipeline has none, and
 * the real one would put an executable script into `dist/`.
 *
 * @throws always.
 */
export default function open(): never {
  throw new Error("A step cannot sign in through a browser.");
}
