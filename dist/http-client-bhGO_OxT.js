import { createRequire as requireFrom } from "node:module";
const requireBuiltin = requireFrom(import.meta.url);
import { t as createDefaultHttpClient } from "./defaultHttpClient-CqRFRRom.js";
const { Agent } = requireBuiltin("node:https");
// src/hosts/http-client.ts
function hasProxyAgent(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 24 || major === 24 && minor >= 5 || major === 22 && minor >= 21;
}
function httpClient(version = process.versions.node) {
	const agent = new Agent({
		keepAlive: true,
		proxyEnv: process.env
	});
	const client = createDefaultHttpClient();
	let proxy;
	return { async sendRequest(request) {
		if (!request.url.startsWith("https:")) return client.sendRequest(request);
		if (hasProxyAgent(version)) {
			request.agent = agent;
			return client.sendRequest(request);
		}
		proxy ??= import("./old-proxy-KhcTcYr9.js").then(({ oldProxy }) => oldProxy());
		return (await proxy).sendRequest(request, (ready) => {
			ready.agent ??= agent;
			return client.sendRequest(ready);
		});
	} };
}
export { httpClient };
