// src/azure/identity/no-browser.ts
function open() {
	throw new Error("A step cannot sign in through a browser.");
}
exports.default = open;
