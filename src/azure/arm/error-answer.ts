import { ArmError } from "../../errors.ts";
import { joinSentences } from "../../text.ts";
import { type ArmResponse, readServiceError } from "./answer.ts";
import { azureRecommends } from "./error-guide.ts";
import { refusalOf } from "./refusal.ts";
import type { ArmRequest } from "./request.ts";

/** The error for the caller; undefined if the caller accepts the answer. */
export function errorFor(request: ArmRequest, answer: ArmResponse): ArmError | undefined {
  if (answer.status < 300) return undefined;
  const error = refusal(request, answer);
  const isNotFound =
    answer.status === 404 && request.expected?.isNotFound(error.service.code) === true;
  const isAccepted = request.accept?.includes(answer.status) === true || isNotFound;
  return isAccepted && error.reason !== "vault-not-found" ? undefined : error;
}

/** The error for a caller that did not expect this answer. */
function refusal({ doing, action }: ArmRequest, answer: ArmResponse): ArmError {
  const { status, ids } = answer;
  const service = readServiceError(answer.body);
  const { reason, advice } = refusalOf(answer, service, action);
  const hint = joinSentences(...advice, ...azureRecommends([service]));
  return new ArmError(reason, doing, { status, service, ids, hint });
}
