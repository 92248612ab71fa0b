const require_index = require("./index.js");
const require_pipelineRequest = require("./pipelineRequest-BVddHz_e.js");
// src/hosts/oidc-request.ts
const LIMIT_MS = 2e4;
const PAUSES_MS = [1e3, 3e3];
async function askForOidcToken({ method, url, jobToken, headers }, { http, clock, signal }) {
	for (let tries = 0;; tries++) {
		const pauseMs = PAUSES_MS[tries];
		try {
			const response = await http.sendRequest(require_pipelineRequest.createPipelineRequest({
				method,
				url,
				headers: require_pipelineRequest.createHttpHeaders({
					authorization: `Bearer ${jobToken}`,
					accept: "application/json",
					...headers
				}),
				abortSignal: AbortSignal.any([signal, clock.limit(LIMIT_MS)])
			}));
			if (pauseMs === void 0 || !isPassing(response.status)) return response;
		} catch (error) {
			signal.throwIfAborted();
			if (pauseMs === void 0) throw error;
		}
		await clock.sleep(pauseMs, signal);
	}
}
function isPassing(status) {
	return status >= 500 || status === 408 || status === 429;
}
const LONGEST_REASON = 500;
function refusalInWords(status, reason) {
	return reason === "" ? `HTTP ${status}` : `${inOneLine(reason)} (HTTP ${status})`;
}
function inOneLine(words) {
	return require_index.clip(require_index.oneLine(words), LONGEST_REASON);
}
// src/hosts/github/oidc.ts
async function githubAssertion(audience, { requestUrl, requestToken }, world) {
	const url = new URL(requestUrl);
	url.searchParams.set("audience", audience);
	const { status, bodyAsText } = await askForOidcToken({
		method: "GET",
		url: url.href,
		jobToken: requestToken
	}, world);
	const body = require_index.parseBody(bodyAsText);
	const assertion = require_index.text(require_index.at(body, "value"));
	if (status === 200 && assertion !== "") return assertion;
	throw new Error(refusalInWords(status, require_index.text(require_index.at(body, "message"))));
}
exports.githubAssertion = githubAssertion;
