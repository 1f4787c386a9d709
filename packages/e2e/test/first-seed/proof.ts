import type { Block } from './blocks.ts';

/** How one block of the document is proved. */
export interface Proof {
  readonly language: string;
  readonly heading: string;
  /** One sentence: what is run, and what about it is not as the reader has it. */
  readonly how: string;
  /** Why a part of it is not proved. */
  readonly unproved?: string;
  /** True for what only root can do; it is passed over for anybody else. */
  readonly asRoot?: boolean;
  prove(block: Block): Promise<void>;
}
