/** Puts the first configuration in place: whole or not at all, and never over something. */
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorText } from '@hookline/core/errors';

/** Throws, with what to do, where there is a file meanwhile or none can be made. */
export function writeConfig(file: string, text: string): void {
  const temporary = join(
    dirname(file),
    `.${basename(file)}.${process.pid}.${Math.random().toString(36).slice(2)}`,
  );
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    // A rename would replace what somebody else wrote meanwhile.
    linkSync(temporary, file);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Not every file system has links.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS')
      writeFileSync(file, text, { flag: 'wx' });
    else if (code === 'EEXIST')
      throw new Error(`${file} was made by somebody else in the meantime, and stays. Run init again.`, {
        cause: thrown,
      });
    else
      throw new Error(
        `${file} cannot be written: ${errorText(thrown)}. Repair its folder, then run init again.`,
        {
          cause: thrown,
        },
      );
  } finally {
    rmSync(temporary, { force: true });
  }
}
