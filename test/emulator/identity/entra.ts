import { guidOf } from "../server/ids.ts";
import { same } from "../server/wire.ts";
import { type IssuedToken, type TokenSettings, Tokens } from "./tokens.ts";

/** Who may sign in at the emulated authority and managed identity endpoints. */
interface Identity {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What `X-IDENTITY-HEADER` must hold. */
  readonly identityHeader: string;
}

/** The identity that is there from the start: an application and a managed identity in one. */
export const IDENTITY: Identity = {
  tenantId: "11111111-1111-1111-1111-111111111111",
  clientId: "22222222-2222-2222-2222-222222222222",
  clientSecret: "emulator-secret",
  identityHeader: "emulator-identity-header",
};

/** Whose assertions an application trusts; compared with case (document). */
export interface FederatedCredential {
  /** The emulator's own GitHub endpoint if absent. */
  issuer?: string;
  subject: string;
  audience: string;
}

/** An application or managed identity in a tenant; tests may change it at any time. */
export interface IdentityState {
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  /** Undefined: it has none. */
  clientSecret: string | undefined;
  /** Epoch milliseconds of the client's clock; undefined: it lasts. */
  secretExpiresAt: number | undefined;
  federatedCredentials: FederatedCredential[];
  /** Certificates whose keys may sign for it, PEM. */
  certificates: string[];
  /** Whether the managed identity endpoints know it; the first one is system-assigned too. */
  managed: boolean;
}

/** An identity to add; in the first tenant, without credentials and not managed unless said so. */
type NewIdentity = Pick<IdentityState, "clientId"> & Partial<IdentityState>;

/** Microsoft Entra ID, as far as signing in to ARM needs it. */
export class Entra {
  readonly identities: IdentityState[] = [];
  readonly tokens: Tokens;
  /** Answers a foreign assertion with AADSTS70021, as Entra did until 2023, and not by its claim. */
  legacyFederationErrors = false;

  constructor(settings: TokenSettings) {
    this.tokens = new Tokens(settings);
    const { tenantId, clientId, clientSecret } = IDENTITY;
    this.addIdentity({
      tenantId,
      clientId,
      clientSecret,
      federatedCredentials: [
        {
          subject: "repo:contoso/payroll:ref:refs/heads/main",
          audience: "api://AzureADTokenExchange",
        },
      ],
      managed: true,
    });
  }

  /** Seconds of the emulated world that new tokens live; undefined: 3599 of the client's. */
  get tokenLifetimeSeconds(): number | undefined {
    return this.tokens.lifetimeSeconds;
  }

  set tokenLifetimeSeconds(seconds: number | undefined) {
    this.tokens.lifetimeSeconds = seconds;
  }

  /** Adds an identity; its tenant exists from then on. */
  addIdentity(identity: NewIdentity): IdentityState {
    const tenantId = identity.tenantId ?? IDENTITY.tenantId;
    const added: IdentityState = {
      objectId: guidOf(`${tenantId}/${identity.clientId}`),
      clientSecret: undefined,
      secretExpiresAt: undefined,
      federatedCredentials: [],
      certificates: [],
      managed: false,
      ...identity,
      tenantId,
    };
    this.identities.push(added);
    return added;
  }

  /** An identity by client id, in the first tenant that has it unless one is named. */
  find(clientId: string, tenantId?: string): IdentityState | undefined {
    return this.identities.find(
      (one) =>
        same(one.clientId, clientId) && (tenantId === undefined || same(one.tenantId, tenantId)),
    );
  }

  /** The identity that is there from the start, or another one by its client id. */
  identity(clientId = IDENTITY.clientId, tenantId?: string): IdentityState {
    const found = this.find(clientId, tenantId);
    if (!found) throw new Error(`The emulator has no identity '${clientId}'.`);
    return found;
  }

  /** A token without the detour over the network, such as one that has a strange audience. */
  issue({
    identity = this.identity(),
    audience = "https://management.azure.com",
    lifetimeSeconds,
  }: {
    identity?: IdentityState;
    audience?: string;
    lifetimeSeconds?: number;
  } = {}): IssuedToken {
    return this.tokens.issue(identity, audience, lifetimeSeconds);
  }

  /** Whether somebody of that tenant may sign in. */
  hasTenant(tenantId: string): boolean {
    return this.identities.some((one) => same(one.tenantId, tenantId));
  }
}
