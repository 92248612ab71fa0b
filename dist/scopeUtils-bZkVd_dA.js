import { h as formatError } from "./tenantIdUtils-CJ0hvpQd.js";
// node_modules/@azure/identity/dist/esm/util/scopeUtils.js
function ensureScopes(scopes) {
	return Array.isArray(scopes) ? scopes : [scopes];
}
function ensureValidScopeForDevTimeCreds(scope, logger) {
	if (!scope.match(/^[0-9a-zA-Z-_.:/]+$/)) {
		const error = new Error("Invalid scope was specified by the user or calling client");
		logger.getToken.info(formatError(scope, error));
		throw error;
	}
}
function getScopeResource(scope) {
	return scope.replace(/\/.default$/, "");
}
export { ensureValidScopeForDevTimeCreds as n, getScopeResource as r, ensureScopes as t };
