/** Types for sites that call the snippet from TypeScript: `declare const Pillion: PillionApi`. */
export type * from './api';
