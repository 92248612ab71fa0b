/**
 * Replaces the package that `@azure/identity` uses to open a browser. A pipeline's machine has
 * none, and the real package would put an executable script into `dist/`.
 *
 * @throws always.
 */
export default function open(): never {
  throw new Error("A step cannot sign in through a browser.");
}
