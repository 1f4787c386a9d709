/** Replaced by the manifest's version when the hook is bundled. */
declare const HOOKLINE_VERSION: string;

export const VERSION: string = HOOKLINE_VERSION;
