/** Whether a URL lies on an origin, so that the origin's token may go there. */
export function isOn(origin: string, url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}
