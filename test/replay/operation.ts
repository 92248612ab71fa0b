import { object, parseObject, text } from "./json.ts";
import { isEnd, statusWord } from "./series.ts";
import type { Answer, Exchange, Slice } from "./slice.ts";

const ID =
  /\/(?:backupOperations|operationsStatus|operationResults|backupOperationResults)\/([^/?]+)/i;

/** The id of the operation that the first of the URLs names; "" if none does. */
export function operationIdIn(urls: readonly (string | undefined)[]): string {
  return urls.map((url) => ID.exec(url ?? "")?.[1] ?? "").find((id) => id !== "") ?? "";
}

/** The id of a slice's long-running operation; "" if nothing names it. */
export function operationIdOf({ exchanges }: Slice): string {
  const looks = exchanges.filter(({ phase }) => phase === "poll" || phase === "result");
  const writes = exchanges.filter(({ phase }) => phase === "mutate");
  return operationIdIn([
    ...looks.map(({ request }) => request.url),
    ...writes.flatMap(({ response: { headers } }) => [
      headers["azure-asyncoperation"],
      headers.location,
    ]),
  ]);
}

/** The job that a status document names; "" if it names none. */
export function jobNamedBy({ body }: Answer): string {
  return text(object(parseObject(body)?.properties).jobId);
}

/**
 * Every look at the operation as a look at its status, in order. What was recorded as a look at the
 * result is put into the words of a status: 202 is `InProgress`, and of an end the result says only
 * that it is there, so the words are those of the recorded end, or `Succeeded` where none is.
 */
export function looksAtStatus(slice: Slice): readonly Exchange[] {
  const looks = slice.exchanges.filter(({ phase }) => phase === "poll" || phase === "result");
  const ended = slice.exchanges
    .filter(({ phase, response }) => phase === "poll" && isEnd(statusWord(response)))
    .at(-1)?.response.body;
  const id = operationIdOf(slice);
  return looks.map((look) => {
    const { status, headers } = look.response;
    if (look.phase === "poll" || status >= 300) return look;
    const made = (word: string) => JSON.stringify({ id, name: id, status: word });
    const response: Answer = {
      status: 200,
      headers: { "content-type": "application/json", date: headers.date ?? "" },
      body: status === 202 ? made("InProgress") : (ended ?? made("Succeeded")),
      filled: "status of the operation",
    };
    return { ...look, response };
  });
}
