import { DELETE, type Mistake, STOP, VERIFY, WAIT } from "./mistake.ts";

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
    name: "two lines with an empty part",
    inputs: { ...STOP, item: "sqlserver-0//crm\nsqlserver-0/billing\nsqlserver-0/" },
    reason: "invalid-input",
    message:
      "2 lines of 'item' are wrong. Input 'item' has an empty part (got 'sqlserver-0//crm'). Input 'item' has an empty part (got 'sqlserver-0/'). Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints. What to do: Correct each of these lines. Nothing was done to any item.",
  },
  {
    name: "a pattern for a write that may match everything",
    inputs: { ...STOP, item: "sqlserver-0/crm\n*/*" },
    reason: "invalid-input",
    message:
      "Input 'item' holds a pattern without any whole name (got '*/*'). What to do: An operation that writes needs a part without '*' in the same line, such as 'server/*' or 'resource group/*'.",
  },
  {
    name: "a mistyped '!' line on a write, which would stop what it spares",
    inputs: { ...STOP, item: "sqlserver-1/*\n!sqlserver-1/payrol" },
    reason: "item-not-found",
    message:
      "The line '!sqlserver-1/payrol' leaves nothing out. What to do: Did you mean 'sqlserver-1/payroll'?",
  },
  {
    name: "several wrong lines on a write",
    inputs: { ...STOP, item: "sqlserver-0/crmm\nsqlserver-1/payroll\npayroll\n!sqlserver-0/bil" },
    reason: "item-not-found",
    message:
      "3 lines of 'item' are wrong. The vault 'SQLServer2012' protects no item 'sqlserver-0/crmm'. Did you mean 'sqlserver-0/crm'? 'payroll' names 3 items. Write the one you mean: 'sqlserver-0/MSSQLSERVER/payroll', 'REPORTING/payroll', 'sqlserver-1/payroll'. The line '!sqlserver-0/bil' leaves nothing out. Did you mean 'sqlserver-0/billing'? What to do: Correct each of these lines. Nothing was done to any item.",
  },
  {
    name: "more items than expected on a write",
    inputs: { ...STOP, item: "sqlserver-0/*", "max-items": "2" },
    reason: "refused",
    message:
      "'item' matches 6 items, more than 'max-items'. What to do: Narrow 'item' down, or raise 'max-items' (2).",
  },
  {
    name: "several native names of which two do not exist",
    inputs: {
      ...STOP,
      item: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payrol\nVMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payroll\nVMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;nothing-like-it",
    },
    reason: "item-not-found",
    message:
      "2 lines of 'item' are wrong. The vault 'SQLServer2012' protects no item 'VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payrol'. Did you mean 'sqlserver-1/payroll', 'sqlserver-0/MSSQLSERVER/payroll' or 'REPORTING/payroll'? The vault 'SQLServer2012' protects no item 'VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;nothing-like-it'. None of the 10 items found there has a similar name. Check 'item' and 'vault'. What to do: Correct each of these lines. Nothing was done to any item.",
  },
  {
    name: "a pattern for a deletion",
    inputs: { ...DELETE, item: "sqlserver-1/*" },
    reason: "invalid-input",
    message:
      "Input 'item' holds a pattern (got 'sqlserver-1/*'). What to do: A deletion takes whole lines only; name each item without '*'.",
  },
  {
    name: "a line with '!' for a deletion",
    inputs: { ...DELETE, item: "sqlserver-1/payroll\n!sqlserver-1/crm" },
    reason: "invalid-input",
    message:
      "Input 'item' leaves items out with '!'. What to do: A deletion takes whole lines only: name each item to delete, and no other.",
  },
  {
    name: "two lines of a deletion that name no host",
    inputs: { ...DELETE, item: "payroll\nsqlserver-1/crm\nbilling" },
    reason: "invalid-input",
    message:
      "2 lines of 'item' are wrong. Input 'item' names only the item itself (got 'payroll'). Input 'item' names only the item itself (got 'billing'). A deletion needs its host too, such as 'server/database', 'resource group/VM' or 'storage account/share', or the item's resource id. What to do: Correct each of these lines. Nothing was done to any item.",
  },
  {
    name: "two items for a job",
    inputs: {
      ...WAIT,
      "job-id": "c22eca5d-0c1c-48a0-a40d-69bef708d92a",
      item: "sqlserver-1/payroll\nsqlserver-1/crm",
    },
    reason: "invalid-input",
    message:
      "Input 'item' has several lines. What to do: A job belongs to one item; name that one.",
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
