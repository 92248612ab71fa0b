import { DELETE, type Mistake, STOP, VERIFY } from "./mistake.ts";

/** How several items, or one, are not written. */
export const ITEM_LINES: readonly Mistake[] = [
  {
    name: "a YAML list",
    inputs: { ...VERIFY, item: "- sqlserver-0/crm\n- sqlserver-0/billing" },
    reason: "invalid-input",
    message:
      "Input 'item' has a line that begins with a dash, as in a YAML list (got '- sqlserver-0/crm'). What to do: One item a line, without commas, dashes, quotes or comments. Write: sqlserver-0/crm",
  },
  {
    name: "a YAML list with quotes",
    inputs: { ...VERIFY, item: "- 'sqlserver-0/crm'" },
    reason: "invalid-input",
    message:
      "Input 'item' has a line that begins with a dash, as in a YAML list (got '- 'sqlserver-0/crm''). What to do: One item a line, without commas, dashes, quotes or comments. Write: sqlserver-0/crm",
  },
  {
    name: "quotes around an item",
    inputs: { ...VERIFY, item: "'sqlserver-0/crm'" },
    reason: "invalid-input",
    message:
      "Input 'item' has a line that is in quotes (got ''sqlserver-0/crm''). What to do: One item a line, without commas, dashes, quotes or comments. Write: sqlserver-0/crm",
  },
  {
    name: "a comment above an item",
    inputs: { ...VERIFY, item: "# the CRM\nsqlserver-0/crm" },
    reason: "invalid-input",
    message:
      "Input 'item' has a line that is a comment (got '# the CRM'). What to do: One item a line, without commas, dashes, quotes or comments.",
  },
  {
    name: "a JSON array",
    inputs: { ...VERIFY, item: '["sqlserver-0/crm", "sqlserver-0/billing"]' },
    reason: "invalid-input",
    message:
      "Input 'item' is a list or an object in JSON (got '[\"sqlserver-0/crm\", \"sqlserver-0/billing\"]'). What to do: One item a line, without commas, dashes, quotes or comments. Of the output 'items', give the 'item' of one element, such as with a matrix.",
  },
  {
    name: "the whole output 'items'",
    inputs: {
      ...STOP,
      item: '[{"item":"crm","name":"crm","workload":"SQLDataBase","state":"Protected"}]',
    },
    reason: "invalid-input",
    message:
      'Input \'item\' is a list or an object in JSON (got \'[{"item":"crm","name":"crm","workload":"SQLDataBase","state":"Protected"}]\'). What to do: One item a line, without commas, dashes, quotes or comments. Of the output \'items\', give the \'item\' of one element, such as with a matrix.',
  },
  {
    name: "one element of the output 'items'",
    inputs: { ...STOP, item: '{"item":"crm","name":"crm"}' },
    reason: "invalid-input",
    message:
      "Input 'item' is a list or an object in JSON (got '{\"item\":\"crm\",\"name\":\"crm\"}'). What to do: One item a line, without commas, dashes, quotes or comments. Of the output 'items', give the 'item' of one element, such as with a matrix.",
  },
  {
    name: "a Python list",
    inputs: { ...VERIFY, item: "['sqlserver-0/crm']" },
    reason: "invalid-input",
    message:
      "Input 'item' is a list or an object in JSON (got '['sqlserver-0/crm']'). What to do: One item a line, without commas, dashes, quotes or comments. Of the output 'items', give the 'item' of one element, such as with a matrix.",
  },
  {
    name: "an empty part",
    inputs: { ...STOP, item: "sqlserver-0//crm" },
    reason: "invalid-input",
    message:
      "Input 'item' has an empty part (got 'sqlserver-0//crm'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "a slash at the end",
    inputs: { ...STOP, item: "sqlserver-0/" },
    reason: "invalid-input",
    message:
      "Input 'item' has an empty part (got 'sqlserver-0/'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "a slash at the start",
    inputs: { ...STOP, item: "/sqlserver-0/crm" },
    reason: "invalid-input",
    message:
      "Input 'item' begins with a slash, but is not a resource id (got '/sqlserver-0/crm'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "several lines for a write",
    inputs: { ...STOP, item: "sqlserver-0/crm\nsqlserver-0/billing" },
    reason: "invalid-input",
    message:
      "Input 'item' has several lines. What to do: This version changes one item a step; use a matrix from 'list-items' for several.",
  },
  {
    name: "a pattern for a write",
    inputs: { ...STOP, item: "sqlserver-0/*" },
    reason: "invalid-input",
    message:
      "Input 'item' holds a pattern (got 'sqlserver-0/*'). What to do: This version changes one item a step; name it without '*'.",
  },
  {
    name: "a line with '!' for a write",
    inputs: { ...STOP, item: "sqlserver-0/crm\n!sqlserver-0/billing" },
    reason: "invalid-input",
    message:
      "Input 'item' has several lines. What to do: This version changes one item a step; use a matrix from 'list-items' for several.",
  },
  {
    name: "lines with '!' alone",
    inputs: { ...VERIFY, item: "!sqlserver-0/crm" },
    reason: "invalid-input",
    message:
      "Input 'item' only leaves items out. What to do: Name the items to choose from, such as '*'.",
  },
  {
    name: "a deletion that names no host",
    inputs: { ...DELETE, item: "payroll" },
    reason: "invalid-input",
    message:
      "Input 'item' names only the item itself (got 'payroll'). What to do: A deletion needs its host too, such as 'server/database', 'resource group/VM' or 'storage account/share', or the item's resource id.",
  },
  {
    name: "two items in a line, with a comma",
    inputs: { ...VERIFY, item: "sqlserver-0/crm, sqlserver-0/billing" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/crm, sqlserver-0/billing'. What to do: One item a line, without commas, dashes, quotes or comments. Write 'sqlserver-0/crm' and 'sqlserver-0/billing'.",
  },
  {
    name: "a comma at the end",
    inputs: { ...VERIFY, item: "sqlserver-0/crm," },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/crm,'. What to do: One item a line, without commas, dashes, quotes or comments. Write 'sqlserver-0/crm'.",
  },
  {
    name: "a comment behind an item",
    inputs: { ...VERIFY, item: "sqlserver-0/crm # the CRM" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/crm # the CRM'. What to do: One item a line, without commas, dashes, quotes or comments. Write 'sqlserver-0/crm'.",
  },
  {
    name: "brackets around a name",
    inputs: { ...VERIFY, item: "[crm]" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item '[crm]'. What to do: One item a line, without commas, dashes, quotes or comments. Write 'crm'.",
  },
  {
    name: "a server with its instance, as Windows writes it",
    inputs: { ...VERIFY, item: "sqlserver-0\\REPORTING/payroll" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0\\REPORTING/payroll'. What to do: The parts of a path are separated by '/': write 'sqlserver-0/REPORTING/payroll'.",
  },
  {
    name: "a shell's variable as server",
    inputs: { ...STOP, item: "$SERVER/crm" },
    reason: "item-not-found",
    message: `The vault 'SQLServer2012' protects no item '$SERVER/crm'. What to do: '$SERVER' is a variable that nothing has replaced. Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`,
  },
  {
    name: "lines with '!' that take everything out",
    inputs: { ...VERIFY, item: "sqlserver-1/*\n!*" },
    reason: "item-not-found",
    message:
      "The lines with '!' leave out every match. What to do: Remove a line with '!' from 'item', or name more items.",
  },
];
