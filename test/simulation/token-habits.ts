/** How tokens come and end. */
export interface TokenHabits {
  readonly livesMs: number;
  /** How long before its end it is renewed; negative: it is used after its end too, until Azure refuses it. */
  readonly renewMs: number;
  readonly slowMs: number;
  /** How long a token of the guard's tenant takes. */
  readonly guardSlowMs: number;
  readonly failsFirst: number;
}
