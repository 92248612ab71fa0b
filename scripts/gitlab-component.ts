import { stringify } from "yaml";
import { CHOICES } from "../src/inputs/choices.ts";
import { type HostInput, inputsOf } from "../src/inputs/rows-of-host.ts";

/** An input in the `spec:` of a component. */
interface ComponentInput {
  readonly description: string;
  readonly type: "string" | "number" | "boolean";
  readonly default?: string | number | boolean;
  readonly options?: readonly string[];
  readonly regex?: string;
}

/** What only the component has: how GitLab runs the job. */
const OWN_INPUTS = {
  "job-name": {
    description: "Name of the job. Its files are in the folder `backup-gate/` and this name.",
    type: "string",
    default: "backup-gate",
    regex: "^[A-Za-z0-9][A-Za-z0-9_-]*$",
  },
  stage: { description: "Stage of the job.", type: "string", default: "test" },
  image: {
    description: "Image of the job, with Node 22.21 or later. A shell executor uses its own Node.",
    type: "string",
    default: "node:24-alpine",
  },
  "job-timeout": {
    description:
      "The job's `timeout:`, up to that of the runner. The job's token lives as long, so make it longer than the step's time limit.",
    type: "string",
    default: "6h",
  },
  package: {
    description:
      "What npm installs: a tarball's address or its path, or a name with a version on a registry that you trust. It gets the job's token. If it is empty, the image has to have the command `azure-backup-gate`.",
    type: "string",
    default: "",
  },
  audience: {
    description:
      "Audience of the job's token, as in the federated credential. `azurechinacloud` and `azureusgovernment` have their own.",
    type: "string",
    default: "api://AzureADTokenExchange",
  },
} as const satisfies Record<string, ComponentInput>;

/**
 * Runs with `set -e` in any POSIX shell. No input is pasted here, where it would be code: each is in
 * a variable, and in quotes. A flag's variable holds the whole option.
 */
const SCRIPT = (options: string) => `\
mkdir -p "$BACKUP_GATE_FOLDER" || exit 1
echo BACKUP_GATE=closed > "$BACKUP_GATE_FOLDER/gate.env" || exit 1
if [ -z "\${BACKUP_GATE_ASSERTION:-}" ]; then
  echo "The job has no token to sign in with: BACKUP_GATE_ASSERTION is empty. The component's 'id_tokens:' makes GitLab set it; nothing may replace them." >&2
  exit 1
fi
(
  own="$(mktemp -d)" || exit 1
  trap 'rm -rf "$own"' EXIT
  printf '%s' "$BACKUP_GATE_ASSERTION" > "$own/token" || exit 1
  if [ -n "$BACKUP_GATE_PACKAGE" ]; then
    npm install --loglevel=error --no-audit --no-fund --prefix "$own" -- "$BACKUP_GATE_PACKAGE" || {
      echo "npm could not install '$BACKUP_GATE_PACKAGE', which the input 'package' names." >&2
      exit 1
    }
    PATH="$own/node_modules/.bin:$PATH"
  fi
  command -v azure-backup-gate > /dev/null || {
    echo "There is no command azure-backup-gate: name it in the input 'package', or use an image that has it." >&2
    exit 1
  }
  export AZURE_FEDERATED_TOKEN_FILE="$own/token" TMPDIR="$PWD/$BACKUP_GATE_FOLDER"
  azure-backup-gate "$BACKUP_GATE_INPUT_OPERATION" --auth-type=OIDC \\
    "--dotenv=$BACKUP_GATE_FOLDER/gate.env" "--summary-file=$BACKUP_GATE_FOLDER/summary.md" \\
${options}
)
`;

/** The text of the component, made from the table of inputs. */
export function gitlabComponent(): string {
  const inputs = inputsOf("gitlab");
  const spec = Object.fromEntries(inputs.map((input) => [input.name, componentInput(input)]));
  const options = inputs
    .filter(({ name }) => name !== "operation")
    .map((input) =>
      isPasted(input)
        ? `    "$${variableOf(input)}"`
        : `    "--${input.name}=$${variableOf(input)}"`,
    );
  const folder = `backup-gate/${pasted("job-name")}`;
  const job = {
    stage: pasted("stage"),
    image: pasted("image"),
    timeout: pasted("job-timeout"),
    id_tokens: { BACKUP_GATE_ASSERTION: { aud: pasted("audience") } },
    variables: {
      BACKUP_GATE_FOLDER: folder,
      BACKUP_GATE_PACKAGE: pasted("package"),
      ...Object.fromEntries(inputs.map((input) => [variableOf(input), variableValue(input)])),
    },
    script: [SCRIPT(options.join(" \\\n"))],
    artifacts: {
      when: "always",
      paths: [`${folder}/`],
      reports: { dotenv: `${folder}/gate.env` },
    },
  };
  return [
    "# Generated from the table of inputs: change that, and run 'npm run docs'. docs/gitlab.md describes it.\n",
    yaml({ spec: { inputs: { ...spec, ...OWN_INPUTS } } }),
    "---\n",
    yaml({ [pasted("job-name")]: job }),
  ].join("");
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 0, blockQuote: "literal" });
}

/** The place where GitLab pastes an input. */
function pasted(name: string): string {
  return `$[[ inputs.${name} ]]`;
}

/** Whether the value is no text, so that only a longer text can be a variable. */
function isPasted(input: HostInput): boolean {
  return typeOf(input) !== "string";
}

/** Apart from the names of the outputs, since those of an earlier job would win. */
function variableOf({ name }: HostInput): string {
  return `BACKUP_GATE_INPUT_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** The variable's value. GitLab replaces `$NAME` in it, except where a name may hold any character. */
function variableValue(
  input: HostInput,
): string | { readonly value: string; readonly expand: false } {
  if (isPasted(input)) return `--${input.name}=${pasted(input.name)}`;
  return input.type === "lines" ? { value: pasted(input.name), expand: false } : pasted(input.name);
}

function typeOf(input: HostInput): ComponentInput["type"] {
  if (input.type === "flag") return "boolean";
  // An input of the type number has a number as its default.
  return /^\d+$/.test(input.default) ? "number" : "string";
}

function componentInput(input: HostInput): ComponentInput {
  const type = typeOf(input);
  const { name, description, required } = input;
  const given = {
    string: input.default,
    number: Number(input.default),
    boolean: input.default === "true",
  };
  const words = Object.entries<readonly string[]>(CHOICES).find(([choice]) => choice === name)?.[1];
  const isClosed = input.type === "choice" && (required || input.default !== "");
  return {
    description,
    type,
    ...(required ? {} : { default: given[type] }),
    ...(isClosed && words !== undefined ? { options: words } : {}),
  };
}
