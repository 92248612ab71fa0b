const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Times, spans, numbers and sizes, in the forms that Azure writes. */
const MEASURES: readonly RegExp[] = [
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [AP]M$/,
  /^\d{1,2}\/\d{1,2}\/\d{4}( \d{1,2}:\d\d:\d\d( [AP]M)?)?$/,
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/,
  /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
  /^-?(\d+\.)?\d{1,2}:\d\d:\d\d(\.\d{1,9})?$/,
  /^-?\d{1,15}(\.\d{1,9})?( (bytes|KB|MB|GB|TB))?$/,
  /^(true|false)$/i,
];

/** Whether a text is a GUID. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Whether a text is a date, a time, a span, a number, a size or a flag. */
export function isMeasure(text: string): boolean {
  return MEASURES.some((form) => form.test(text));
}

/** The text without percent-encoding; undefined where that is malformed. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
