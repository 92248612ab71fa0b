const require_defaultHttpClient = require("./defaultHttpClient-qdfgYFAU.js");
let node_https = require("node:https");
// src/hosts/http-client.ts
function hasProxyAgent(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 24 || major === 24 && minor >= 5 || major === 22 && minor >= 21;
}
function directClient() {
	return withAgent(new node_https.Agent({ keepAlive: true }));
}
function proxiedClient(version = process.versions.node) {
	if (hasProxyAgent(version)) return withAgent(new node_https.Agent({
		keepAlive: true,
		proxyEnv: process.env
	}));
	const agent = new node_https.Agent({ keepAlive: true });
	const client = require_defaultHttpClient.createDefaultHttpClient();
	let proxy;
	return { async sendRequest(request) {
		if (!isSecure(request)) return client.sendRequest(request);
		proxy ??= Promise.resolve().then(() => require("./old-proxy-OEbXith1.js")).then(({ oldProxy }) => oldProxy());
		return (await proxy).sendRequest(request, (ready) => {
			ready.agent ??= agent;
			return client.sendRequest(ready);
		});
	} };
}
function withAgent(agent) {
	const client = require_defaultHttpClient.createDefaultHttpClient();
	return { sendRequest(request) {
		if (isSecure(request)) request.agent = agent;
		return client.sendRequest(request);
	} };
}
function isSecure({ url }) {
	return url.startsWith("https:");
}
exports.directClient = directClient;
exports.proxiedClient = proxiedClient;
