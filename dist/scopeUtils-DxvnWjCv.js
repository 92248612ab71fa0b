const require_tenantIdUtils = require("./tenantIdUtils-0_xWiBjj.js");
// node_modules/@azure/identity/dist/esm/util/scopeUtils.js
function ensureScopes(scopes) {
	return Array.isArray(scopes) ? scopes : [scopes];
}
function ensureValidScopeForDevTimeCreds(scope, logger) {
	if (!scope.match(/^[0-9a-zA-Z-_.:/]+$/)) {
		const error = new Error("Invalid scope was specified by the user or calling client");
		logger.getToken.info(require_tenantIdUtils.formatError(scope, error));
		throw error;
	}
}
function getScopeResource(scope) {
	return scope.replace(/\/.default$/, "");
}
Object.defineProperty(exports, "ensureScopes", {
	enumerable: true,
	get: function() {
		return ensureScopes;
	}
});
Object.defineProperty(exports, "ensureValidScopeForDevTimeCreds", {
	enumerable: true,
	get: function() {
		return ensureValidScopeForDevTimeCreds;
	}
});
Object.defineProperty(exports, "getScopeResource", {
	enumerable: true,
	get: function() {
		return getScopeResource;
	}
});
