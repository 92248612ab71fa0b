/** The endpoints of one Azure cloud. */
export interface Cloud {
  /** Origin of Azure Resource Manager. */
  readonly resourceManager: string;
  /** Origin of Microsoft Entra ID. */
  readonly authority: string;
  /** The audience that a host's assertion must have for a federated credential. */
  readonly audience: string;
  readonly portal: string;
}

/** The clouds by the names that `azure/login` uses, with their endpoints (E141). */
export const CLOUDS = {
  azurecloud: {
    resourceManager: "https://management.azure.com",
    authority: "https://login.microsoftonline.com",
    audience: "api://AzureADTokenExchange",
    portal: "https://portal.azure.com",
  },
  azureusgovernment: {
    resourceManager: "https://management.usgovcloudapi.net",
    authority: "https://login.microsoftonline.us",
    audience: "api://AzureADTokenExchangeUSGov",
    portal: "https://portal.azure.us",
  },
  azurechinacloud: {
    resourceManager: "https://management.chinacloudapi.cn",
    authority: "https://login.chinacloudapi.cn",
    audience: "api://AzureADTokenExchangeChina",
    portal: "https://portal.azure.cn",
  },
} as const satisfies Record<string, Cloud>;

/** The names `environment` accepts. */
export type CloudName = keyof typeof CLOUDS;
