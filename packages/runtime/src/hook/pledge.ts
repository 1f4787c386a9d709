/**
 * The answer that stands in when the process ends before it has given its own: a plugin called `process.exit`, or
 * a fault took the process down. Until it is known what the configuration requires, it refuses.
 */
export type Stance = 'refuse' | 'pass' | 'answered';

export interface Pledge {
  stance: Stance;
  /** Read by the model when the stance is `refuse`. */
  reason: string;
  /** Journals an event whose answer never came, and why. Set once the event is known. */
  leave?: (why: string) => void;
}

export function createPledge(): Pledge {
  return {
    stance: 'refuse',
    reason:
      'Hookline failed before it could check this, so it was not let through. Ask the user to run: npx hookline validate',
  };
}
