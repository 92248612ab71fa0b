import { createRequire as requireFrom } from "node:module";
const requireBuiltin = requireFrom(import.meta.url);
import { t as createDefaultHttpClient } from "./defaultHttpClient-CqRFRRom.js";
const { Agent } = requireBuiltin("node:https");
// src/hosts/http-client.ts
function hasProxyAgent(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 24 || major === 24 && minor >= 5 || major === 22 && minor >= 21;
}
function directClient() {
	return withAgent(new Agent({ keepAlive: true }));
}
function proxiedClient(version = process.versions.node) {
	if (hasProxyAgent(version)) return withAgent(new Agent({
		keepAlive: true,
		proxyEnv: process.env
	}));
	const agent = new Agent({ keepAlive: true });
	const client = createDefaultHttpClient();
	let proxy;
	return { async sendRequest(request) {
		if (!isSecure(request)) return client.sendRequest(request);
		proxy ??= import("./old-proxy-Bl3UBLYS.js").then(({ oldProxy }) => oldProxy());
		return (await proxy).sendRequest(request, (ready) => {
			ready.agent ??= agent;
			return client.sendRequest(ready);
		});
	} };
}
function withAgent(agent) {
	const client = createDefaultHttpClient();
	return { sendRequest(request) {
		if (isSecure(request)) request.agent = agent;
		return client.sendRequest(request);
	} };
}
function isSecure({ url }) {
	return url.startsWith("https:");
}
export { directClient, proxiedClient };
