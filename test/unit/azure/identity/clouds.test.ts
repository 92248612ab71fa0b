import { expect, test } from "vitest";
import { CLOUDS } from "../../../../src/azure/identity/clouds.ts";

test("each cloud has its own endpoints, as the documents list them", () => {
  expect(CLOUDS).toEqual({
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
  });
});
