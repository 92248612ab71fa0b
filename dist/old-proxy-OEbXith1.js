const require_proxyPolicy = require("./proxyPolicy-DqgFZk1W.js");
// src/hosts/old-proxy.ts
function oldProxy() {
	return require_proxyPolicy.proxyPolicy();
}
exports.oldProxy = oldProxy;
