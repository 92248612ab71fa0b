const require_tenantIdUtils = require("./tenantIdUtils-0_xWiBjj.js");
const require_clientAssertionCredential = require("./clientAssertionCredential-CIpL82A1.js");
const require_scopeUtils = require("./scopeUtils-DxvnWjCv.js");
let node_crypto = require("node:crypto");
let node_fs_promises = require("node:fs/promises");
// node_modules/@azure/identity/dist/esm/credentials/clientCertificateCredential.js
const credentialName = "ClientCertificateCredential";
const logger$1 = require_tenantIdUtils.credentialLogger(credentialName);
var ClientCertificateCredential = class {
	tenantId;
	additionallyAllowedTenantIds;
	certificateConfiguration;
	sendCertificateChain;
	msalClient;
	constructor(tenantId, clientId, certificatePathOrConfiguration, options = {}) {
		if (!tenantId || !clientId) throw new Error(`${credentialName}: tenantId and clientId are required parameters.`);
		this.tenantId = tenantId;
		this.additionallyAllowedTenantIds = require_tenantIdUtils.resolveAdditionallyAllowedTenantIds(options?.additionallyAllowedTenants);
		this.sendCertificateChain = options.sendCertificateChain;
		this.certificateConfiguration = { ...typeof certificatePathOrConfiguration === "string" ? { certificatePath: certificatePathOrConfiguration } : certificatePathOrConfiguration };
		const certificate = this.certificateConfiguration.certificate;
		const certificatePath = this.certificateConfiguration.certificatePath;
		if (!this.certificateConfiguration || !(certificate || certificatePath)) throw new Error(`${credentialName}: Provide either a PEM certificate in string form, or the path to that certificate in the filesystem. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot.`);
		if (certificate && certificatePath) throw new Error(`${credentialName}: To avoid unexpected behaviors, providing both the contents of a PEM certificate and the path to a PEM certificate is forbidden. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot.`);
		this.msalClient = require_clientAssertionCredential.createMsalClient(clientId, tenantId, {
			...options,
			logger: logger$1
		});
	}
	async getToken(scopes, options = {}) {
		return require_tenantIdUtils.tracingClient.withSpan(`${credentialName}.getToken`, options, async (newOptions) => {
			newOptions.tenantId = require_tenantIdUtils.processMultiTenantRequest(this.tenantId, newOptions, this.additionallyAllowedTenantIds, logger$1);
			const arrayScopes = Array.isArray(scopes) ? scopes : [scopes];
			const certificate = await this.buildClientCertificate();
			return this.msalClient.getTokenByClientCertificate(arrayScopes, certificate, newOptions);
		});
	}
	async buildClientCertificate() {
		const parts = await parseCertificate(this.certificateConfiguration, this.sendCertificateChain ?? false);
		let privateKey;
		if (this.certificateConfiguration.certificatePassword !== void 0) privateKey = (0, node_crypto.createPrivateKey)({
			key: parts.certificateContents,
			passphrase: this.certificateConfiguration.certificatePassword,
			format: "pem"
		}).export({
			format: "pem",
			type: "pkcs8"
		}).toString();
		else privateKey = parts.certificateContents;
		return {
			thumbprint: parts.thumbprint,
			thumbprintSha256: parts.thumbprintSha256,
			privateKey,
			x5c: parts.x5c
		};
	}
};
async function parseCertificate(certificateConfiguration, sendCertificateChain) {
	const certificate = certificateConfiguration.certificate;
	const certificatePath = certificateConfiguration.certificatePath;
	const certificateContents = certificate || await (0, node_fs_promises.readFile)(certificatePath, "utf8");
	const x5c = sendCertificateChain ? certificateContents : void 0;
	const publicKeys = require_clientAssertionCredential.extractPemCertificateKeys(certificateContents);
	const thumbprint = (0, node_crypto.createHash)("sha1").update(Buffer.from(publicKeys[0], "base64")).digest("hex").toUpperCase();
	return {
		certificateContents,
		thumbprintSha256: (0, node_crypto.createHash)("sha256").update(Buffer.from(publicKeys[0], "base64")).digest("hex").toUpperCase(),
		thumbprint,
		x5c
	};
}
// node_modules/@azure/identity/dist/esm/credentials/clientSecretCredential.js
const logger = require_tenantIdUtils.credentialLogger("ClientSecretCredential");
var ClientSecretCredential = class {
	tenantId;
	additionallyAllowedTenantIds;
	msalClient;
	clientSecret;
	constructor(tenantId, clientId, clientSecret, options = {}) {
		if (!tenantId) throw new require_tenantIdUtils.CredentialUnavailableError("ClientSecretCredential: tenantId is a required parameter. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot.");
		if (!clientId) throw new require_tenantIdUtils.CredentialUnavailableError("ClientSecretCredential: clientId is a required parameter. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot.");
		if (!clientSecret) throw new require_tenantIdUtils.CredentialUnavailableError("ClientSecretCredential: clientSecret is a required parameter. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot.");
		this.clientSecret = clientSecret;
		this.tenantId = tenantId;
		this.additionallyAllowedTenantIds = require_tenantIdUtils.resolveAdditionallyAllowedTenantIds(options?.additionallyAllowedTenants);
		this.msalClient = require_clientAssertionCredential.createMsalClient(clientId, tenantId, {
			...options,
			logger
		});
	}
	async getToken(scopes, options = {}) {
		return require_tenantIdUtils.tracingClient.withSpan(`${this.constructor.name}.getToken`, options, async (newOptions) => {
			newOptions.tenantId = require_tenantIdUtils.processMultiTenantRequest(this.tenantId, newOptions, this.additionallyAllowedTenantIds, logger);
			const arrayScopes = require_scopeUtils.ensureScopes(scopes);
			return this.msalClient.getTokenByClientSecret(arrayScopes, this.clientSecret, newOptions);
		});
	}
};
// src/azure/identity/application-credential.ts
function applicationCredential(settings, cloud, { getAssertion, httpClient }) {
	const known = Object.values(require_tenantIdUtils.AzureAuthorityHosts);
	const authority = {
		httpClient,
		authorityHost: cloud.authority,
		disableInstanceDiscovery: !known.includes(cloud.authority)
	};
	const { tenantId, clientId } = settings;
	switch (settings.kind) {
		case "client-secret": return new ClientSecretCredential(tenantId, clientId, settings.clientSecret, authority);
		case "client-certificate": return new ClientCertificateCredential(tenantId, clientId, { certificate: settings.certificatePem }, authority);
		case "assertion": {
			let shared;
			const once = () => {
				shared ??= getAssertion();
				return shared;
			};
			return new require_clientAssertionCredential.ClientAssertionCredential(tenantId, clientId, once, authority);
		}
	}
}
exports.applicationCredential = applicationCredential;
