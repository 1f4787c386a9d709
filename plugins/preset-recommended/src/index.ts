/** What most projects want, and nothing that can stand in the way: it refuses nothing and sends nothing anywhere. */
export default {
  plugins: { 'session-log': {} },
};
